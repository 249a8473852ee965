import Audit
import Testing

@Suite("NewestTLSForServers")
struct NewestTLSForServersTests {
  private static let base = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\n"

  @Test(
    "1.3 alone, or nothing at all",
    arguments: [
      "smtpd_tls_protocols = >=TLSv1.3",
      "smtpd_tls_protocols = TLSv1.3",
      "smtpd_tls_protocols = >=TLSv1.3, <=TLSv1.2",
      "smtpd_tls_protocols = !TLSv1, !TLSv1.1, !TLSv1.2, !TLSv1.3",
    ])
  func bad(line: String) { #expect(AuditedTree(main: Self.base + line).finds("DT0704")) }

  @Test(
    "1.2 is taken, or strangers do not come",
    arguments: [
      "smtpd_tls_protocols = >=TLSv1.2",
      "smtpd_tls_protocols = !TLSv1.3",
      "smtpd_tls_mandatory_protocols = >=TLSv1.3",
      "inet_interfaces = loopback-only\nsmtpd_tls_protocols = >=TLSv1.3",
    ])
  func good(line: String) { #expect(!AuditedTree(main: Self.base + line).finds("DT0704")) }
}
