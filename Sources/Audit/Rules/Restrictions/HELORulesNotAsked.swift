internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_helo_restrictions = reject_invalid_helo_hostname without smtpd_helo_required = yes`
struct HELORulesNotAsked: Rule {
  let page = RulePage(
    code: "DT0204", title: "HELO rules that a client avoids by saying nothing",
    problem: "smtpd_helo_restrictions refuses clients, and smtpd_helo_required is no.",
    consequence: "A client that sends no HELO skips the whole list, even a bare reject.",
    fix: "Set smtpd_helo_required = yes. Every mail program sends HELO or EHLO.",
    exceptions: "Devices that send no HELO are refused from then on: look at the log first.",
    sources: ["postconf(5)", "run with Postfix 3.7.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let stage = listener.stages.first(where: { $0.kind == .helo }), stage.value.isWritten,
        stage.elements.contains(where: { $0.name.lowercased().hasPrefix("reject") }),
        let required = server.postfix("smtpd_helo_required", in: listener.context), !required.isYes
      else { return nil }
      return server.finding(
        .note, "A client that sends no HELO skips smtpd_helo_restrictions.", stage.value, at: listener,
        besides: required.isWritten ? [required] : [],
        fix: .set("smtpd_helo_required", of: .postfix, to: "yes", isSafe: false))
    }
  }
}
