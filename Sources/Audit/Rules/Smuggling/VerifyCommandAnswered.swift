internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `disable_vrfy_command = no on a public port`
struct VerifyCommandAnswered: Rule {
  let page = RulePage(
    code: "DT0307", title: "Addresses can be tried with VRFY",
    problem: "disable_vrfy_command is no.",
    consequence:
      "VRFY tells whether a mailbox exists without any mail being sent: convenient for those who collect addresses.",
    fix:
      "Set disable_vrfy_command = yes. RCPT TO tells the same, but leaves a trace in the log and meets the restrictions.",
    exceptions: "None.",
    sources: ["postconf(5), disable_vrfy_command", "RFC 5321 section 7.3"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard listener.isPublic, let disable = server.postfix("disable_vrfy_command", in: listener.context),
        !disable.isYes,
        disable.isWritten
      else { return nil }
      return server.finding(
        .note, "\(server.text(disable)) lets strangers try addresses with VRFY.", disable, at: listener,
        fix: .set("disable_vrfy_command", of: .postfix, to: "yes", isSafe: true))
    }
  }
}
