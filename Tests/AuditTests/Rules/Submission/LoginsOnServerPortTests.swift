import Audit
import Testing

@Suite("LoginsOnServerPort")
struct LoginsOnServerPortTests {
  private static let both = AuditedTree.stockMaster + "587 inet n - n - - smtpd\n"

  @Test("AUTH on both ports")
  func bad() {
    #expect(
      AuditedTree(main: "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = may", master: Self.both).finds(
        "DT0503"))
  }

  @Test("AUTH for clients alone, or no other port, is right")
  func good() {
    let option = "  -o smtpd_sasl_auth_enable=yes\n"
    #expect(!AuditedTree(main: "smtpd_tls_security_level = may", master: Self.both + option).finds("DT0503"))
    #expect(!AuditedTree(main: "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = may").finds("DT0503"))
  }
}
