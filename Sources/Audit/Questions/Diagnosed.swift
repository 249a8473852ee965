internal import MailServer
internal import SourceText

extension AuditedServer {
  /// A finding for every problem of these codes that the readers told, with the other places that belong to it.
  func diagnosed(_ codes: Set<String>, _ severity: Finding.Severity) -> [Finding] {
    server.diagnostics.filter { codes.contains($0.code) }.map { diagnosed($0, severity) }
  }

  /// - Parameter advising: whether the message goes on with the diagnostic's own next step, where the rule's page can
  ///   only say that the line is to be corrected.
  func diagnosed(_ diagnostic: Diagnostic, _ severity: Finding.Severity, advising: Bool = false) -> Finding {
    let subject = diagnostic.code.split(separator: ".").last.map(String.init) ?? diagnostic.code
    let places = ([diagnostic.place] + diagnostic.notes.map(\.place)).compactMap { place -> Finding.Place? in
      switch place {
      case .span(let span): Finding.Place(subject, at: span)
      case .path(let path): Finding.Place(subject, at: nil, path: path)
      case .none: nil
      }
    }
    let message = advising ? "\(diagnostic.message) \(diagnostic.nextStep)" : diagnostic.message
    return Finding(severity, message, at: places)
  }
}
