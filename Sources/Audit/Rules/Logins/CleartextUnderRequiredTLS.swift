internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl = required with auth_allow_cleartext = yes`
struct CleartextUnderRequiredTLS: Rule {
  let page = RulePage(
    code: "DT0816", title: "Two settings contradict each other",
    problem: "Passwords without TLS are allowed, and ssl = required.",
    consequence: "2.4 does not start. 2.3 does, and nobody can log in without TLS, whatever the other line says.",
    fix: "Remove the line; for single old clients write ssl = yes into a remote block with it.",
    exceptions: "None.",
    sources: ["run with Dovecot 2.3.19.1 and 2.4.1: auth_allow_cleartext=yes has no effect with ssl=required"])

  func findings(on server: AuditedServer) -> [Finding] {
    let is2_4 = server.hasDovecot2_4()
    guard let ssl = server.dovecot("ssl"), ssl.text == "required",
      let cleartext = server.dovecot(is2_4 ? "auth_allow_cleartext" : "disable_plaintext_auth"), cleartext.isWritten,
      cleartext.isYes == is2_4
    else { return [] }
    return [
      server.finding(
        is2_4 ? .error : .note,
        is2_4
          ? "\(server.text(cleartext)) with ssl = required: Dovecot does not start."
          : "\(server.text(cleartext)) has no effect: ssl = required.", cleartext, besides: [ssl],
        fix: .set(cleartext.name, of: .dovecot, to: is2_4 ? "no" : "yes", isSafe: true))
    ]
  }
}
