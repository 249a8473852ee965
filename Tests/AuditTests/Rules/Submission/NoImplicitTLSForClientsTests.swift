import Audit
import Testing

@Suite("NoImplicitTLSForClients")
struct NoImplicitTLSForClientsTests {
  private static let main = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = encrypt\n"
  private static let master = "587 inet n - n - - smtpd\n"

  @Test("587 alone")
  func bad() { #expect(AuditedTree(main: Self.main, master: Self.master).finds("DT0509")) }

  @Test("with 465 beside it, Postfix' or Dovecot's, it is right")
  func good() {
    let both = Self.master + "465 inet n - n - - smtpd\n  -o smtpd_tls_wrappermode=yes\n"
    #expect(!AuditedTree(main: Self.main, master: both).finds("DT0509"))
    #expect(!AuditedTree(main: "").finds("DT0509"))
  }
}
