import Audit
import Testing

@Suite("UndefinedName")
struct UndefinedNameTests {
  @Test("a name that nothing defines")
  func bad() { #expect(AuditedTree(main: "smtpd_banner = $myhostname ESMTP $our_words").finds("DT1212")) }

  @Test("built-in names, and those of main.cf, are right")
  func good() {
    #expect(!AuditedTree(main: "our_words = hi\nsmtpd_banner = $myhostname ESMTP $our_words").finds("DT1212"))
  }
}
