import Audit
import Testing

@Suite("PolicyCiphers")
struct PolicyCiphersTests {
  private static let intermediate = """
    ECDHE-ECDSA-AES128-GCM-SHA256:ECDHE-RSA-AES128-GCM-SHA256:ECDHE-ECDSA-AES256-GCM-SHA384:\
    ECDHE-RSA-AES256-GCM-SHA384:ECDHE-ECDSA-CHACHA20-POLY1305:ECDHE-RSA-CHACHA20-POLY1305
    """

  private func finds(_ policy: String, _ list: String, _ more: String = "") -> Bool {
    AuditedTree(
      dovecot: "protocols = imap\nssl = required\nssl_cipher_list = \(list)\n\(more)", policies: [policy]
    ).finds("DT1302")
  }

  @Test("suites besides the policy's, Dovecot's own default among them")
  func bad() {
    #expect(finds("mozilla-intermediate", Self.intermediate + ":AES128-SHA"))
    #expect(
      AuditedTree(dovecot: "protocols = imap\nssl = required\n", policies: ["mozilla-intermediate"]).finds("DT1302"))
    #expect(finds("mozilla-old", "CAMELLIA256-SHA"))
    #expect(finds("mozilla-modern", Self.intermediate))
  }

  @Test("the policy's suites, and any list where TLS 1.3 is the least")
  func good() {
    #expect(!finds("mozilla-intermediate", Self.intermediate))
    #expect(!finds("mozilla-old", Self.intermediate + ":AES128-SHA"))
    #expect(!finds("mozilla-modern", "ALL", "ssl_min_protocol = TLSv1.3\n"))
    #expect(!finds("rfc8996", "ALL"))
  }

  @Test("Postfix' grade, with the lists that an administrator wrote")
  func postfix() {
    let base = "smtpd_tls_security_level = encrypt\nsmtpd_tls_cert_file = /etc/x.pem\nsmtpd_sasl_auth_enable = yes\n"
    let own = "smtpd_tls_mandatory_ciphers = high\ntls_high_cipherlist = \(Self.intermediate)"
    #expect(AuditedTree(main: base, policies: ["mozilla-intermediate"]).finds("DT1302"))
    #expect(!AuditedTree(main: base + own, policies: ["mozilla-intermediate"]).finds("DT1302"))
  }
}
