internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_delay_reject = no`
struct RefusedBeforeLogin: Rule {
  let page = RulePage(
    code: "DT0205", title: "Clients are refused before they can log in",
    problem: "smtpd_delay_reject is no, and a client or HELO list hopes for permit_sasl_authenticated.",
    consequence: "The list is asked at once, when nobody has logged in yet: people get 504 or 554 before AUTH.",
    fix: "Remove smtpd_delay_reject = no; the default is yes.",
    exceptions: "None.",
    sources: ["postconf(5), smtpd_delay_reject", "run with Postfix 3.7.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let delay = server.postfix("smtpd_delay_reject", in: listener.context), !delay.isYes,
        let stage = listener.stages.first(where: {
          [.client, .helo].contains($0.kind) && $0.contains("permit_sasl_authenticated")
        })
      else { return nil }
      return server.finding(
        .error, "\(stage.kind.rawValue) is asked before anybody can log in, because \(server.text(delay)).", delay,
        at: listener, besides: [stage.value],
        fix: .set("smtpd_delay_reject", of: .postfix, to: "yes", isSafe: true))
    }
  }
}
