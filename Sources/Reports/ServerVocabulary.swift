package import MailServer
package import SettingsGraph
package import SourceText

/// The words for places and origins that every report shares.
extension MailServer {
  /// `/etc/dovecot/dovecot.conf:97`, `default (2.3.19.1)`, `derived`.
  package func placeText(of id: AssignmentID) -> String {
    let assignment = graph[id]
    switch assignment.origin {
    case .file(let span, _), .serviceOption(let span, _): return files.place(of: span)
    case .builtInDefault(let condition):
      let version = configuration(of: graph[assignment.setting].daemon)?.version.version.description ?? ""
      return "built-in default of \(version)" + (condition.map { " (\($0))" } ?? "")
    case .derived(_, let rule): return "derived: \(rule)"
    }
  }

  package func originKind(of id: AssignmentID) -> String {
    switch graph[id].origin {
    case .file: "file"
    case .builtInDefault: "default"
    case .serviceOption: "option"
    case .derived: "derived"
    }
  }

  package func position(of id: AssignmentID) -> (path: String, position: SourcePosition)? {
    graph[id].origin.span.map { (files.path(of: $0.file), files.position(of: $0)) }
  }
}
