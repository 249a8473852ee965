import Audit
import Testing

@Suite("ClosedBlockList")
struct ClosedBlockListTests {
  @Test("a closed list, in smtpd and in postscreen")
  func bad() {
    #expect(AuditedTree(main: "smtpd_client_restrictions = reject_rbl_client list.dsbl.org=127.0.0.2").finds("DT0209"))
    let screen = AuditedTree(
      main: "postscreen_dnsbl_sites = dnsbl.sorbs.net*2",
      master: "smtp inet n - n - 1 postscreen\nsmtpd pass - - n - - smtpd\n")
    #expect(screen.finds("DT0209"))
  }

  @Test("others, and postscreen's list where it does not run, are right")
  func good() {
    #expect(!AuditedTree(main: "smtpd_client_restrictions = reject_rbl_client zen.example").finds("DT0209"))
    #expect(!AuditedTree(main: "postscreen_dnsbl_sites = dnsbl.sorbs.net").finds("DT0209"))
  }
}
