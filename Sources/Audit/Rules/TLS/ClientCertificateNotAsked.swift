internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `permit_tls_clientcerts with smtpd_tls_ask_ccert = no`
struct ClientCertificateNotAsked: Rule {
  let page = RulePage(
    code: "DT0715", title: "A permit for client certificates that nobody can show",
    problem: "A restriction list permits clients by their certificate, and smtpd does not ask for one.",
    consequence: "The permit never says yes; Postfix logs a warning for each client.",
    fix: "Give the service -o smtpd_tls_ask_ccert=yes, or take the permit out.",
    exceptions: "None.",
    sources: [
      "postconf(5), permit_tls_clientcerts",
      "Postfix: permit_tls_clientcerts is requested, but smtpd_tls_ask_ccert = no",
    ])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      guard server.postfix("smtpd_tls_ask_ccert", in: listener.context)?.isYes == false,
        server.postfix("smtpd_tls_req_ccert", in: listener.context)?.isYes == false
      else { return [] }
      return listener.stages.compactMap { stage in
        let names: Set<String> = ["permit_tls_clientcerts", "permit_tls_all_clientcerts", "check_ccert_access"]
        guard let index = stage.firstIndex(ofAny: names) else { return nil }
        return server.finding(
          .warning, "\(stage.elements[index].name) is never true: smtpd_tls_ask_ccert is no.", stage.value,
          at: listener,
          fix: .set(
            "smtpd_tls_ask_ccert", of: .postfix, to: "yes", service: listener.service, isSafe: false))
      }
    }
  }
}
