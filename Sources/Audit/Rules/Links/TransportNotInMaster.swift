internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `virtual_transport = dovecot: without a service dovecot`
struct TransportNotInMaster: Rule {
  let page = RulePage(
    code: "DT0608", title: "A transport that master.cf does not have",
    problem: "A parameter names a transport that is no enabled unix service of master.cf.",
    consequence: "Mail for it stays in the queue: mail transport unavailable.",
    fix: "Add the service to master.cf, or correct the name.",
    exceptions: "None.",
    sources: ["master(5)", "transport(5)"])

  private static let parameters = [
    "virtual_transport", "mailbox_transport", "local_transport", "relay_transport", "default_transport",
    "fallback_transport",
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    // Without cleanup nothing works: such a file is a fragment, and says nothing of what is not in it.
    guard let services = server.postfix?.services, services.contains(where: { $0.isEnabled && $0.command == "cleanup" })
    else { return [] }
    let known = Set(services.filter { $0.isEnabled && $0.type.hasPrefix("unix") }.map(\.service))
    return Self.parameters.compactMap { name in
      guard let value = server.postfix(name), value.isWritten, !value.isEmpty, !value.text.contains("$") else {
        return nil
      }
      let transport = String(value.text.prefix { $0 != ":" }.filter { !$0.isWhitespace })
      guard !known.contains(transport) else { return nil }
      return server.finding(
        .error, "\(server.text(value)): master.cf has no service \(transport) of type unix.", value)
    }
  }
}
