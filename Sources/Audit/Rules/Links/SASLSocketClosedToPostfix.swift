internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `unix_listener /var/spool/postfix/private/auth { mode = 0600 }`
struct SASLSocketClosedToPostfix: Rule {
  let page = RulePage(
    code: "DT0603", title: "Postfix may not use the auth socket",
    problem: "The socket that smtpd asks for logins has a mode and owner that keep the user postfix out.",
    consequence: "Every login fails with a temporary error; the log of smtpd says Permission denied.",
    fix: "Write mode = 0660, user = postfix and group = postfix into the unix_listener.",
    exceptions: "The owner of the queue (mail_owner) has another name: it is respected.",
    sources: ["SASL_README, Configuring Dovecot SASL", "connect(2): writing is needed"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.closedSockets(.sasl, besides: { _ in [] }, listeners: \.services)
  }
}
