internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `service pop3-login { inet_listener pop3 { port = 110 } } without pop3 in protocols`
struct ProtocolNotServed: Rule {
  let page = RulePage(
    code: "DT0812", title: "A listener of a protocol that is switched off",
    problem: "A port is set for a listener, and its protocol is not in protocols.",
    consequence: "Nothing listens there.",
    fix: "Add the protocol to protocols and install its package, or remove the listener.",
    exceptions: "The listener is kept for later.",
    sources: ["Dovecot documentation, protocols", "run with Dovecot 2.3.19.1 and 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.all.compactMap { listener in
      guard listener.daemon == .dovecot, listener.isOpen.is(false), listener.span != nil,
        let protocols = listener.isOpen.by.first, protocols.name == "protocols", protocols.isWritten,
        let word = listener.context.protocolName, let port = port(of: listener, server), port.isWritten,
        Int(port.text).map({ $0 > 0 }) == true
      else { return nil }
      return server.finding(
        .note, "\(word) is not in protocols: nothing listens on port \(port.text).", port, besides: [protocols])
    }
  }

  private func port(of listener: Listener, _ server: AuditedServer) -> EffectiveValue? {
    let name = server.hasDovecot2_4() ? "inet_listener_port" : "port"
    return server.dovecot("service/\(listener.service)/inet_listener/\(listener.name)/\(name)")
  }
}
