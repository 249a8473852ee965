internal import MailServer
internal import Postfix
internal import SourceText

/// `-o smtpd_recipient_restrictions=reject_rbl_client zen.example,permit_sasl_authenticated,reject`
struct BlockListBeforeLogin: Rule {
  let page = RulePage(
    code: "DT0208", title: "A block list is asked before a login counts",
    problem:
      "On a listener for submission reject_rbl_client is asked before permit_sasl_authenticated in the same list.",
    consequence:
      "Home and mobile addresses are on block lists by design: people are refused when they travel, after a right login.",
    fix: "Put permit_sasl_authenticated before the block lists.",
    exceptions: "None.",
    sources: ["SMTPD_ACCESS_README"])

  private static let rules: Set<String> = [
    "reject_rbl_client", "reject_rbl", "reject_rhsbl_client", "reject_rhsbl_reverse_client", "reject_rhsbl_helo",
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
