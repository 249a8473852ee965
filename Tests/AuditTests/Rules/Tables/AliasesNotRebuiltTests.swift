import Audit
import Testing

@Suite("AliasesNotRebuilt")
struct AliasesNotRebuiltTests {
  @Test("newaliases makes a file that nothing reads")
  func bad() {
    #expect(
      AuditedTree(main: "alias_maps = hash:/etc/postfix/aliases\nalias_database = hash:/etc/aliases").finds("DT1113"))
  }

  @Test("one file of both is enough")
  func good() {
    #expect(
      !AuditedTree(main: "alias_maps = hash:/etc/aliases, hash:/var/lib/lists\nalias_database = hash:/etc/aliases")
        .finds("DT1113"))
    #expect(!AuditedTree(main: "").finds("DT1113"))
  }
}
