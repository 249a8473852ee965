internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtp_tls_security_level = dane without smtp_dns_support_level = dnssec`
struct DANEWithoutDNSSEC: Rule {
  let page = RulePage(
    code: "DT0712", title: "DANE is asked for, and DNSSEC is not",
    problem: "The smtp client is told to use DANE, and its DNS lookups do not ask for DNSSEC.",
    consequence:
      "dane becomes may without a word to the administrator but one warning in the log; dane-only defers all mail.",
    fix: "smtp_dns_support_level = dnssec, and a validating resolver on the same machine.",
    exceptions: "None.",
    sources: ["RFC 7672", "postconf(5), smtp_tls_security_level"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let level = server.postfix("smtp_tls_security_level"),
      ["dane", "dane-only"].contains(level.text.lowercased()),
      let support = server.postfix("smtp_dns_support_level"), support.text.lowercased() != "dnssec"
    else { return [] }
    return [
      server.finding(
        .error, "\(server.text(level)) needs smtp_dns_support_level = dnssec.", level,
        besides: support.isWritten ? [support] : [],
        fix: .set("smtp_dns_support_level", of: .postfix, to: "dnssec", isSafe: false))
    ]
  }
}
