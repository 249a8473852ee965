internal import Certificates
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `notAfter=Nov  1 12:00:00 2026 GMT`
struct CertificateExpired: Rule {
  let page = RulePage(
    code: "DT0720", title: "The certificate has expired",
    problem: "The time until which the certificate is valid is over.",
    consequence:
      "Mail programs warn, or do not connect; people learn to click warnings away. Servers with DANE or MTA-STS do not deliver.",
    fix: "Renew it, and look why that did not happen by itself; then reload both daemons.",
    exceptions: "None.",
    sources: ["RFC 5280 section 4.1.2.5", "RFC 8314"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard let now = server.now, let end = served.own?.notAfter, end < now else { return nil }
      return served.finding(.error, "The certificate in \(served.certificate.path) has expired on \(end.day).")
    }
  }
}
