import Audit
import Testing

@Suite("SwallowedAssignment")
struct SwallowedAssignmentTests {
  @Test("an indented assignment below another")
  func bad() throws {
    let tree = AuditedTree(main: "mydestination = a.example\n  mynetworks = 127.0.0.0/8")
    #expect(tree.lines(try #require(tree.findings("DT1204").first)).first == 3)
  }

  @Test("a value on several lines is right")
  func good() { #expect(!AuditedTree(main: "mydestination = a.example,\n  b.example").finds("DT1204")) }
}
