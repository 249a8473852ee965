import Audit
import Testing

@Suite("BlockListBeforeLogin")
struct BlockListBeforeLoginTests {
  private func tree(_ list: String) -> AuditedTree {
    AuditedTree(
      main: "smtpd_client_restrictions = \(list)",
      master: "587 inet n - n - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n  -o smtpd_tls_security_level=encrypt\n")
  }

  @Test("a block list before the login")
  func bad() { #expect(tree("permit_mynetworks, reject_rbl_client zen.example").finds("DT0208")) }

  @Test("behind the login it is right")
  func good() { #expect(!tree("permit_sasl_authenticated, reject_rbl_client zen.example").finds("DT0208")) }
}
