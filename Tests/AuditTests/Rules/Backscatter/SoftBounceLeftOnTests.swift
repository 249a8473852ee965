import Audit
import Testing

@Suite("SoftBounceLeftOn")
struct SoftBounceLeftOnTests {
  @Test("left on after a change")
  func bad() { #expect(AuditedTree(main: "soft_bounce = yes").finds("DT0407")) }

  @Test("off, and the default, are right", arguments: ["soft_bounce = no", ""])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0407")) }
}
