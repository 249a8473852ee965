import Audit
import Testing

@Suite("DomainInTwoClasses")
struct DomainInTwoClassesTests {
  @Test("a virtual domain that is in mydestination too is told with both lines")
  func bad() throws {
    let tree = AuditedTree(main: "mydestination = a.example\nvirtual_mailbox_domains = b.example, a.example")
    let finding = try #require(tree.findings("DT0401").first)
    #expect(tree.lines(finding) == [2, 3])
  }

  @Test("domains of one class each are right")
  func good() {
    #expect(!AuditedTree(main: "mydestination = a.example\nvirtual_mailbox_domains = b.example").finds("DT0401"))
    #expect(!AuditedTree(main: "mydestination = a.example\nrelay_domains = $mydestination").finds("DT0401"))
  }
}
