internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_forbid_unauth_pipelining = no`
struct PipeliningNotForbidden: Rule {
  let page = RulePage(
    code: "DT0303", title: "Clients may talk before they are asked",
    problem: "smtpd_forbid_unauth_pipelining is no, and no data restriction has reject_unauth_pipelining.",
    consequence: "Spam programs that do not wait for answers are served; it also helped the first smuggling attacks.",
    fix: "Set smtpd_forbid_unauth_pipelining = yes, the default since Postfix 3.9.",
    exceptions: "A scanner or printer that does not wait; it gets 554 5.5.0.",
    sources: ["postconf(5)", "https://www.postfix.org/smtp-smuggling.html"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard listener.isPublic, listener.kind == .smtp,
        let forbid = server.postfix("smtpd_forbid_unauth_pipelining", in: listener.context), !forbid.isYes,
        !listener.stages.contains(where: { $0.contains("reject_unauth_pipelining") })
      else { return nil }
      return server.finding(
        .note, "\(server.text(forbid)) serves clients that talk before they are asked.", forbid, at: listener,
        fix: .set("smtpd_forbid_unauth_pipelining", of: .postfix, to: "yes", isSafe: false))
    }
  }
}
