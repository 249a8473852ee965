internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_banner = $myhostname ESMTP $mail_name ($mail_version)`
struct VersionInGreeting: Rule {
  let page = RulePage(
    code: "DT0305", title: "The greeting tells the version",
    problem: "smtpd_banner holds $mail_version.",
    consequence: "A scanner for a hole of one version finds the server at once.",
    fix: "Use the default, smtpd_banner = $myhostname ESMTP $mail_name.",
    exceptions: "None; it hides nothing from a determined attacker.",
    sources: ["postconf(5), smtpd_banner"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let banner = server.postfix("smtpd_banner", in: listener.context), banner.isWritten,
        let version = server.postfix("mail_version", in: listener.context), !version.isEmpty,
        banner.text.contains("mail_version") || banner.text.contains(version.text)
      else { return nil }
      return server.finding(
        .note, "smtpd_banner tells strangers the version of Postfix.", banner, at: listener,
        fix: .set("smtpd_banner", of: .postfix, to: "$myhostname ESMTP $mail_name", isSafe: true))
    }
  }
}
