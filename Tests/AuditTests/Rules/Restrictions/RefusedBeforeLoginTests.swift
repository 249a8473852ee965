import Audit
import Testing

@Suite("RefusedBeforeLogin")
struct RefusedBeforeLoginTests {
  private static let list = "smtpd_client_restrictions = permit_sasl_authenticated, reject\n"

  @Test("a list that waits for a login and is asked before one")
  func bad() { #expect(AuditedTree(main: Self.list + "smtpd_delay_reject = no").finds("DT0205")) }

  @Test("the default, and lists that wait for nothing, are right")
  func good() {
    #expect(!AuditedTree(main: Self.list).finds("DT0205"))
    #expect(
      !AuditedTree(main: "smtpd_delay_reject = no\nsmtpd_client_restrictions = permit_mynetworks").finds("DT0205"))
  }
}
