import Audit
import Testing

@Suite("CipherListRefused")
struct CipherListRefusedTests {
  @Test("a list that selects nothing, and a command that is none", arguments: ["HGIH:!aNULL", "HIGH:@STRENTGH"])
  func bad(list: String) {
    #expect(AuditedTree(dovecot: "protocols = imap\nssl = yes\nssl_cipher_list = \(list)\n").finds("DT0736"))
    let main = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\ntls_medium_cipherlist = \(list)"
    #expect(AuditedTree(main: main).finds("DT0736"))
  }

  @Test("unknown words among others, the default, and a listener without TLS")
  func good() {
    #expect(!AuditedTree(dovecot: "protocols = imap\nssl = yes\nssl_cipher_list = HIGH:FOO:!BAR\n").finds("DT0736"))
    #expect(!AuditedTree(dovecot2_4: "ssl = yes\n").finds("DT0736"))
    #expect(!AuditedTree(dovecot: "protocols = imap\nssl = no\nssl_cipher_list = FOO\n").finds("DT0736"))
  }
}
