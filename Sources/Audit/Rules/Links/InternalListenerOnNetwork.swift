internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `service lmtp { inet_listener lmtp { port = 24 } }`
struct InternalListenerOnNetwork: Rule {
  let page = RulePage(
    code: "DT0611", title: "A service for programs listens for all the world",
    problem: "A listener of LMTP, of the auth service or of quota-status is bound to public addresses.",
    consequence:
      "Strangers deliver past Postfix and all its checks, try passwords without limits, or learn which users exist.",
    fix: "Bind it to 127.0.0.1 (address; listen in 2.4), to the private network, or use a unix_listener.",
    exceptions: "A firewall keeps strangers out, and a comment says so.",
    sources: ["Dovecot documentation, service configuration"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.network.compactMap { listener in
      guard listener.daemon != .postfix, listener.isPublic, let (severity, effect) = Self.effects[listener.kind] else {
        return nil
      }
      return Finding(
        severity, "Strangers can \(effect) at \(listener.place) (service \(listener.service)).",
        at: [server.place(listener)] + listener.exposure.by.filter(\.isWritten).map(server.place),
        listeners: [listener.place])
    }
  }

  private static let effects: [MailProtocol: (Finding.Severity, String)] = [
    .lmtp: (.warning, "deliver mail past Postfix"), .auth: (.error, "try passwords without limits"),
    .policy: (.warning, "ask which users exist"),
  ]
}
