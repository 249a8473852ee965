import Audit
import Testing

@Suite("NobodyCanLogIn")
struct NobodyCanLogInTests {
  @Test("logins inside TLS only, and no TLS")
  func bad() {
    #expect(AuditedTree(main: "smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes").finds("DT0510"))
    #expect(AuditedTree(dovecot: "protocols = imap\nssl = no\n").finds("DT0510"))
  }

  @Test("TLS, passwords in clear, and nobody who is meant to log in are not this")
  func good() {
    let main = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_auth_only = yes\nsmtpd_tls_security_level = may"
    #expect(!AuditedTree(main: main).finds("DT0510"))
    #expect(!AuditedTree(main: "smtpd_tls_auth_only = yes").finds("DT0510"))
    #expect(!AuditedTree(dovecot: "protocols = imap\nssl = no\ndisable_plaintext_auth = no\n").finds("DT0510"))
    #expect(!AuditedTree(dovecot: "protocols = imap\nssl = no\nlisten = 127.0.0.1\n").finds("DT0510"))
  }
}
