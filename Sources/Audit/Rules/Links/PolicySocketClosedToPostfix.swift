internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `service quota-status { unix_listener /var/spool/postfix/private/quota-status { mode = 0600 } }`
struct PolicySocketClosedToPostfix: Rule {
  let page = RulePage(
    code: "DT0615", title: "Postfix may not ask who is over quota",
    problem: "The socket of Dovecot that check_policy_service asks keeps the user postfix out.",
    consequence: "smtpd refuses every recipient with 451 4.3.5 Server configuration problem.",
    fix: "Write mode = 0660, user = postfix and group = postfix into the unix_listener.",
    exceptions: "smtpd_policy_service_default_action lets mail in without an answer.",
    sources: ["SMTPD_POLICY_README", "Dovecot documentation, quota-status service"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.closedSockets(.policy, besides: { [server.place($0.from)] }, listeners: \.services)
  }
}
