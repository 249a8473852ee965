internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_securty_level`: names in main.cf and master.cf that nothing of this version reads.
struct UnknownParameters: Sendable {
  struct Name: Sendable {
    let name: String
    let spans: [SourceSpan]
    let suggestion: String?
    let otherVersion: String?
  }

  let all: [Name]

  private static let maximum = 500

  init(_ server: AuditedServer) {
    guard let postfix = server.postfix else {
      all = []
      return
    }
    let graph = server.server.graph
    all = Array(
      graph.settings.indices.lazy.compactMap { index -> Name? in
        let setting = SettingID(rawValue: UInt32(index))
        guard graph[setting].daemon == .postfix else { return nil }
        let spans = graph.assignments(of: setting).compactMap { graph[$0].origin.span }
        let name = graph.name(of: setting)
        guard !spans.isEmpty, case .unknown(let suggestions, let other) = postfix.lookUp(name, in: graph) else {
          return nil
        }
        return Name(name: name, spans: spans, suggestion: suggestions.first, otherVersion: other)
      }.prefix(Self.maximum))
  }
}
