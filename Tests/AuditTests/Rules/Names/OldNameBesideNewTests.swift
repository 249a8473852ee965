import Audit
import Testing

@Suite("OldNameBesideNew")
struct OldNameBesideNewTests {
  @Test("the line with the old name has no effect")
  func bad() throws {
    let tree = AuditedTree(main: "postscreen_blacklist_action = drop\npostscreen_denylist_action = enforce")
    #expect(tree.lines(try #require(tree.findings("DT1009").first)) == [2, 3])
  }

  @Test("one name alone, or two with one value, are right")
  func good() {
    #expect(!AuditedTree(main: "postscreen_blacklist_action = drop").finds("DT1009"))
    #expect(!AuditedTree(main: "postscreen_blacklist_action = drop\npostscreen_denylist_action = drop").finds("DT1009"))
  }
}
