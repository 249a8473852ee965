import Audit
import Testing

@Suite("OnlyServerPortForLogins")
struct OnlyServerPortForLoginsTests {
  private static let main = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = may\n"

  @Test("AUTH on port 25 and nowhere else")
  func bad() { #expect(AuditedTree(main: Self.main).finds("DT0504")) }

  @Test("a port for submission, Postfix' or Dovecot's, or no AUTH at all, is right")
  func good() {
    #expect(
      !AuditedTree(main: Self.main, master: AuditedTree.stockMaster + "465 inet n - n - - smtpd\n").finds("DT0504"))
    #expect(!AuditedTree(dovecot: "protocols = submission\n", main: Self.main).finds("DT0504"))
    #expect(!AuditedTree(main: "").finds("DT0504"))
  }
}
