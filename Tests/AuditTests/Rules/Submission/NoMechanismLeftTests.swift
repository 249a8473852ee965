import Audit
import Testing

@Suite("NoMechanismLeft")
struct NoMechanismLeftTests {
  private static let main = "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_tls_security_level = may\n"
  private static let strict = "smtpd_sasl_security_options = noanonymous, noplaintext\n"

  @Test("no plaintext allowed, and nothing else offered")
  func bad() {
    #expect(AuditedTree(dovecot: "auth_mechanisms = plain login\n", main: Self.main + Self.strict).finds("DT0511"))
  }

  @Test("inside TLS, with a challenge mechanism, or with Dovecot unknown it is right")
  func good() {
    let inside = Self.main + Self.strict + "smtpd_sasl_tls_security_options = noanonymous\n"
    #expect(!AuditedTree(dovecot: "auth_mechanisms = plain\n", main: inside).finds("DT0511"))
    #expect(
      !AuditedTree(dovecot: "auth_mechanisms = plain scram-sha-256\n", main: Self.main + Self.strict).finds("DT0511"))
    #expect(!AuditedTree(main: Self.main + Self.strict).finds("DT0511"))
  }
}
