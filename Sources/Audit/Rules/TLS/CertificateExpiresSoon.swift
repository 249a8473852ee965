internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `notAfter in 14 days or less`; `audit --expiry-days` says another number.
struct CertificateExpiresSoon: Rule {
  let page = RulePage(
    code: "DT0722", title: "The certificate expires soon",
    problem: "The certificate is valid for 14 days at most, or for what --expiry-days says.",
    consequence: "If it was to be renewed by itself, that does not work: such programs renew 30 days before the end.",
    fix: "Renew it, and look at the log of the program that should have.",
    exceptions: "Certificates that live for a week only.",
    sources: ["RFC 5280 section 4.1.2.5", "Let's Encrypt, Integration Guide"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard let now = server.now, let own = served.own, let begin = own.notBefore, let end = own.notAfter, now <= end,
        now.days(until: end) <= server.expiryDays, begin.days(until: end) > 2 * server.expiryDays
      else { return nil }
      return served.finding(
        .warning,
        "The certificate in \(served.certificate.path) expires on \(end.day), in \(now.days(until: end)) days.")
    }
  }
}
