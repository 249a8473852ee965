import Audit
import Testing

@Suite("LoginNotPermitted")
struct LoginNotPermittedTests {
  private static let main = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = encrypt\n"
  private static let master = "587 inet n - n - - smtpd\n"

  @Test("no permit for who has logged in")
  func bad() {
    let option = "  -o { smtpd_relay_restrictions = permit_mynetworks, reject_unauth_destination }\n"
    #expect(AuditedTree(main: Self.main, master: Self.master + option).finds("DT0512"))
  }

  @Test("the default, and a permit in a class, are right")
  func good() {
    #expect(!AuditedTree(main: Self.main, master: Self.master).finds("DT0512"))
    let classes = "smtpd_restriction_classes = c\nc = permit_sasl_authenticated\nsmtpd_relay_restrictions = c, reject\n"
    #expect(!AuditedTree(main: Self.main + classes, master: Self.master).finds("DT0512"))
  }
}
