internal import MailServer
internal import Postfix
internal import SourceText

/// `-o smtpd_helo_restrictions=reject_non_fqdn_helo_hostname on port 587`
struct HELORulesForOwnUsers: Rule {
  let page = RulePage(
    code: "DT0203", title: "HELO rules refuse people who have logged in",
    problem:
      "On a listener for submission a rule about the HELO name is asked before permit_sasl_authenticated in the same list.",
    consequence:
      "Mail programs say the name of a laptop or a bare address: Outlook, .NET programs and Windows Live Mail get 504 or 450 after a right login.",
    fix: "Put permit_sasl_authenticated first in that list, or give the service an empty one with -o.",
    exceptions: "Listeners where only servers log in.",
    sources: ["run with Postfix 3.7.11: EHLO names of 14 clients"])

  private static let rules: Set<String> = [
    "reject_non_fqdn_helo_hostname", "reject_invalid_helo_hostname", "reject_unknown_helo_hostname",
    "reject_non_fqdn_hostname", "reject_invalid_hostname", "reject_unknown_hostname",
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    server.findings(.warning, at: server.submissions) { stage in
      stage.firstBeforeLogin(of: Self.rules)
    } message: {
      "\($0) is asked before a login counts."
    } fix: { stage, index in
      server.fixLettingInLogins(stage, before: stage.elements[index].name.lowercased())
    }
  }
}
