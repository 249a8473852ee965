import Audit
import Testing

@Suite("PolicyImplicitTLS")
struct PolicyImplicitTLSTests {
  private func finds(_ dovecot: String, _ policy: String = "rfc8314") -> Bool {
    AuditedTree(dovecot: "protocols = imap\nssl = required\n" + dovecot, policies: [policy]).finds("DT1305")
  }

  @Test("the port with TLS from the first byte is closed, or there is only submission on 587")
  func bad() {
    #expect(finds("service imap-login {\n inet_listener imaps {\n port = 0\n }\n}\n"))
    let main = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = encrypt\nsmtpd_tls_cert_file = /etc/x.pem"
    let master = "587 inet n - n - - smtpd\n"
    #expect(AuditedTree(main: main, master: master, policies: ["rfc8314"]).finds("DT1305"))
    let both = master + "465 inet n - n - - smtpd\n -o smtpd_tls_wrappermode=yes\n"
    #expect(!AuditedTree(main: main, master: both, policies: ["rfc8314"]).finds("DT1305"))
  }

  @Test("Dovecot's own ports, and other policies")
  func good() {
    #expect(!finds(""))
    #expect(!finds("service imap-login {\n inet_listener imaps {\n port = 0\n }\n}\n", "rfc8996"))
  }
}
