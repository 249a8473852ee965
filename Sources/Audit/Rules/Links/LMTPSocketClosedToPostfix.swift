internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `service lmtp { unix_listener /var/spool/postfix/private/dovecot-lmtp { mode = 0600 } }`
struct LMTPSocketClosedToPostfix: Rule {
  let page = RulePage(
    code: "DT0605", title: "Postfix may not hand over mail",
    problem: "The LMTP socket that a transport uses has a mode and owner that keep the user postfix out.",
    consequence: "All mail for these domains stays in the queue; the log says Permission denied.",
    fix: "Write mode = 0600, user = postfix and group = postfix into the unix_listener.",
    exceptions: "None.",
    sources: ["Dovecot documentation, LMTP with Postfix"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.closedSockets(.lmtp, besides: { [server.place($0.from)] }, listeners: { _ in [] })
  }
}
