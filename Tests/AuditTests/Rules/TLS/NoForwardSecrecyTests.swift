import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("NoForwardSecrecy")
struct NoForwardSecrecyTests {
  private func severity(_ list: String) -> Finding.Severity? {
    AuditedTree(dovecot: "protocols = imap\nssl = required\nssl_cipher_list = \(list)\n").findings("DT0708").first?
      .severity
  }

  @Test("suites with the server's key alone, or among others")
  func bad() {
    #expect(severity("AES256-SHA:AES128-SHA") == .warning)
    #expect(severity("HIGH:!aNULL") == .note)
  }

  @Test("a list without them, and the default")
  func good() {
    #expect(severity("HIGH:!aNULL:!kRSA") == nil)
    #expect(!AuditedTree(dovecot: "protocols = imap\nssl = required\n").finds("DT0708"))
  }

  @Test("the list of the grade that is in force, where people log in")
  func postfix() {
    let logins = "smtpd_tls_security_level = encrypt\nsmtpd_tls_cert_file = /etc/x.pem\nsmtpd_sasl_auth_enable = yes\n"
    let list = "tls_high_cipherlist = AES128-SHA\n"
    #expect(AuditedTree(main: logins + list + "smtpd_tls_mandatory_ciphers = high").finds("DT0708"))
    #expect(!AuditedTree(main: logins + list).finds("DT0708"))
  }
}
