internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_banner = ESMTP ready`
struct GreetingWithoutName: Rule {
  let page = RulePage(
    code: "DT0306", title: "The greeting does not begin with the server's name",
    problem: "smtpd_banner does not begin with a host name.",
    consequence: "RFC 5321 wants the name first; some servers stop there, and their logs cannot tell whom they met.",
    fix: "Begin the greeting with $myhostname.",
    exceptions: "None.",
    sources: ["RFC 5321 section 4.2", "postconf(5), smtpd_banner"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let banner = server.postfix("smtpd_banner", in: listener.context), banner.isWritten,
        !beginsWithName(banner.text, server.postfix("myhostname", in: listener.context)?.text)
      else { return nil }
      return server.finding(
        .note, "smtpd_banner does not begin with the name of the server.", banner, at: listener,
        fix: .set("smtpd_banner", of: .postfix, to: "$myhostname ESMTP $mail_name", isSafe: true))
    }
  }

  /// The server's own name, or a word with a dot.
  private func beginsWithName(_ text: String, _ name: String?) -> Bool {
    guard let word = text.split(whereSeparator: \.isWhitespace).first else { return false }
    return String(word) == name || word.contains(".")
  }
}
