import Audit
import Testing

@Suite("SASLOfAnotherKind")
struct SASLOfAnotherKindTests {
  private static let dovecot = "service auth {\n  unix_listener /var/spool/postfix/private/auth {\n  }\n}\n"

  @Test("the default type beside Dovecot's socket")
  func bad() { #expect(AuditedTree(dovecot: Self.dovecot, main: "smtpd_sasl_auth_enable = yes").finds("DT0613")) }

  @Test("Dovecot's type, or no socket for Postfix, is right")
  func good() {
    let main = "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot"
    #expect(!AuditedTree(dovecot: Self.dovecot, main: main).finds("DT0613"))
    #expect(!AuditedTree(dovecot: "protocols = imap\n", main: "smtpd_sasl_auth_enable = yes").finds("DT0613"))
    #expect(!AuditedTree(dovecot: Self.dovecot, main: "").finds("DT0613"))
  }
}
