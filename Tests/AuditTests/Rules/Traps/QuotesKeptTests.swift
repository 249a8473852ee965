import Audit
import Testing

@Suite("QuotesKept")
struct QuotesKeptTests {
  @Test("quotes round a name, in main.cf or an option")
  func bad() {
    #expect(AuditedTree(main: "myhostname = \"mail.example.net\"").finds("DT1207"))
    let master = AuditedTree.stockMaster + "  -o myhostname=\"mail.example.net\"\n"
    #expect(AuditedTree(main: "", master: master).finds("DT1207"))
  }

  @Test("no quotes, and those of a command, are right")
  func good() {
    #expect(!AuditedTree(main: "myhostname = mail.example.net").finds("DT1207"))
    #expect(!AuditedTree(main: "mailbox_command = \"/usr/bin/procmail\"").finds("DT1207"))
  }
}
