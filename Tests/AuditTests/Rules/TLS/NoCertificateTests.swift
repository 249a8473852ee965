import Audit
import Testing

@Suite("NoCertificate")
struct NoCertificateTests {
  @Test(
    "TLS without a certificate",
    arguments: [
      "smtpd_tls_security_level = may",
      "smtpd_tls_security_level = encrypt",
      "smtpd_use_tls = yes",
    ])
  func bad(line: String) { #expect(AuditedTree(main: line).finds("DT0717")) }

  @Test(
    "a certificate by any of its parameters, or no TLS",
    arguments: [
      "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem",
      "smtpd_tls_security_level = may\nsmtpd_tls_chain_files = /etc/x.pem",
      "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = none",
      "",
      "smtpd_tls_security_level = none",
    ])
  func good(line: String) { #expect(!AuditedTree(main: line).finds("DT0717")) }
}
