import Audit
import Testing

@Suite("ServiceTwice")
struct ServiceTwiceTests {
  @Test("a name, and its port number")
  func bad() {
    let master = AuditedTree.stockMaster + "submission inet n - n - - smtpd\n587 inet n - n - - smtpd\n"
    #expect(AuditedTree(main: "", master: master).finds("DT1213"))
  }

  @Test("two ports are right")
  func good() {
    let master = AuditedTree.stockMaster + "submission inet n - n - - smtpd\n465 inet n - n - - smtpd\n"
    #expect(!AuditedTree(main: "", master: master).finds("DT1213"))
  }
}
