import Audit
import Testing

@Suite("DANEWithoutDNSSEC")
struct DANEWithoutDNSSECTests {
  @Test(
    "DANE without secure lookups",
    arguments: [
      "smtp_tls_security_level = dane",
      "smtp_tls_security_level = dane-only",
    ])
  func bad(line: String) { #expect(AuditedTree(main: line).finds("DT0712")) }

  @Test(
    "DANE with them, and no DANE",
    arguments: [
      "smtp_tls_security_level = dane\nsmtp_dns_support_level = dnssec",
      "smtp_tls_security_level = may",
    ])
  func good(line: String) { #expect(!AuditedTree(main: line).finds("DT0712")) }
}
