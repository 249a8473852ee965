import Audit
import Testing

@Suite("UndefinedName")
struct UndefinedNameTests {
  @Test("a name that nothing defines")
  func bad() { #expect(AuditedTree(main: "smtpd_banner = $myhostname ESMTP $our_words").finds("DT1212")) }

  @Test("one name in many values is one finding")
  func grouped() throws {
    let found = AuditedTree(main: "smtpd_banner = $our_words\nmail_name = $our_words").findings("DT1212")
    #expect(found.count == 1)
    #expect(try #require(found.first).places.count == 2)
  }

  @Test("built-in names, and those of main.cf, are right")
  func good() {
    let empty = AuditedTree.stockMaster + "  -o smtpd_client_restrictions=$mua_client_restrictions\n"
    #expect(!AuditedTree(main: "", master: empty).finds("DT1212"))
    #expect(!AuditedTree(main: "our_words = hi\nsmtpd_banner = $myhostname ESMTP $our_words").finds("DT1212"))
  }
}
