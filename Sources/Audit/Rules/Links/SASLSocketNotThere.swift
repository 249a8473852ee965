internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_path = private/auth` without `unix_listener /var/spool/postfix/private/auth`
struct SASLSocketNotThere: Rule {
  let page = RulePage(
    code: "DT0601", title: "smtpd asks for logins where nobody answers",
    problem: "smtpd_sasl_path leads to a socket that no listener of Dovecot's service auth has.",
    consequence: "Every login fails with a temporary error, or smtpd ends and the port is dead.",
    fix:
      "Write unix_listener with the same path into service auth. The path of smtpd is relative to the queue directory, and in a chroot an absolute path is inside it too.",
    exceptions: "Dovecot runs on another machine, or the socket is another program's.",
    sources: ["SASL_README, Configuring Dovecot SASL", "master(5), chroot"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.dovecot != nil else { return [] }
    return server.links.of(.sasl).filter { !$0.isAnswered && isOfThisMachine($0.target) }.map { link in
      var finding = server.finding(
        .error, "\(server.text(link.from)): Dovecot has no listener at \(link.target.text).", link.from)
      finding.listeners = link.services
      return finding
    }
  }

  private func isOfThisMachine(_ target: Link.Target) -> Bool {
    if case .socket = target { true } else { false }
  }
}
