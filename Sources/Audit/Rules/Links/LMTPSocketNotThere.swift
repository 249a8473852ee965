internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `virtual_transport = lmtp:unix:private/dovecot-lmtp without that unix_listener`
struct LMTPSocketNotThere: Rule {
  let page = RulePage(
    code: "DT0604", title: "Mail is handed over where nobody takes it",
    problem:
      "A transport hands mail to a socket that no LMTP listener of Dovecot has, or whose protocol is not in protocols.",
    consequence: "All mail for these domains stays in the queue, and comes back to the senders after five days.",
    fix: "Write unix_listener with the same path into service lmtp, and lmtp into protocols.",
    exceptions: "Another program takes the mail there.",
    sources: ["Dovecot documentation, LMTP with Postfix", "lmtp(8)"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.dovecot != nil else { return [] }
    return server.links.of(.lmtp).compactMap { link in
      guard case .socket(let path) = link.target, !link.isAnswered else { return nil }
      let closed = server.everyListener.all.first { $0.socket?.path == path && $0.isOpen.is(false) }
      let others = closed.map { $0.isOpen.by } ?? []
      let reason = closed == nil ? "Dovecot has no listener at \(path)" : "the listener at \(path) is not started"
      return server.finding(
        .error, "\(server.text(link.from)): \(reason).", link.from, besides: others.filter(\.isWritten))
    }
  }
}
