internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_forbid_bare_newline = no`
struct BareNewlineAccepted: Rule {
  let page = RulePage(
    code: "DT0301", title: "SMTP smuggling is possible",
    problem: "smtpd takes a line end without carriage return for the end of a message.",
    consequence:
      "Somebody with an account at another provider can hide a second message in a first one, in the name of any other user there: it passes SPF (CVE-2023-51764).",
    fix: "Set smtpd_forbid_bare_newline = normalize, the default since Postfix 3.9.",
    exceptions: "Listeners that only programs of the same machine reach.",
    sources: ["https://www.postfix.org/smtp-smuggling.html", "run with Postfix 3.7.11: two messages queued from one"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard !listener.exposure.is(.loopback),
        let forbid = server.postfix("smtpd_forbid_bare_newline", in: listener.context),
        ["no", "note"].contains(forbid.text.lowercased())
      else { return nil }
      return server.finding(
        .warning, "\(server.text(forbid)) lets a message hide in another one (SMTP smuggling).", forbid, at: listener,
        fix: .set("smtpd_forbid_bare_newline", of: .postfix, to: "normalize", isSafe: true))
    }
  }
}
