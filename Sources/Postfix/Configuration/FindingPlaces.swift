internal import ServerTree
internal import SourceText

/// Where the assignment stands that a finding about a name is about: looked up once for all findings.
struct FindingPlaces {
  private let configuration: PostfixConfiguration
  private var optionSpans: [NameFinding.Place: SourceSpan] = [:]

  init(_ configuration: PostfixConfiguration) {
    self.configuration = configuration
    guard let file = configuration.masterFile else { return }
    for entry in configuration.master?.entries ?? [] {
      for option in entry.options {
        optionSpans[.option(service: entry.name, name: option.nameBytes[...])] = SourceSpan(file: file, option.span)
      }
    }
  }

  /// The winning assignment; the file as a whole where there is none.
  func place(of place: NameFinding.Place) -> Diagnostic.Place {
    let span: SourceSpan?
    switch place {
    case .main(let name):
      let entry = configuration.main.flatMap { main in main.lastIndex(named: name).map { main.entries[$0] } }
      span = entry.flatMap { configuration.mainSpan($0.span) }
    case .option: span = optionSpans[place]
    }
    return span.map { .span($0) } ?? .path(configuration.directory.appending(place.file.utf8).description)
  }
}

extension PostfixConfiguration {
  /// Suggestions cost a comparison with every known name: beyond this many unknown names nobody reads them.
  private static let maximumSuggestions = 200

  func nameProblems() -> [Diagnostic] {
    guard !names.findings.isEmpty else { return [] }
    let places = FindingPlaces(self)
    let directory = directory.description
    var advice: NameAdvice?
    var unused = 0
    let told = names.findings.map { finding in
      if case .unused = finding.kind {
        unused += 1
        advice = unused > Self.maximumSuggestions ? nil : advice ?? NameAdvice(catalogue)
      }
      return finding.diagnostic(
        place: places.place(of: finding.place), directory: directory, configuration: self, advice: advice)
    }
    guard names.untoldFindings > 0 else { return told }
    return told + [
      Diagnostic(
        .warning, code: "postfix.more-names", "\(names.untoldFindings) more names or values are wrong in this way.",
        at: .none, nextStep: "Correct those that are told first.", isRefusedByDaemon: names.isFatal)
    ]
  }
}
