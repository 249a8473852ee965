import Audit
import Testing

@Suite("CatchAllAddress")
struct CatchAllAddressTests {
  private func tree(_ table: String) -> AuditedTree {
    AuditedTree(main: "virtual_alias_maps = hash:/etc/postfix/virtual", others: ["/etc/postfix/virtual": table])
  }

  @Test("a key for a whole domain")
  func bad() { #expect(tree("@a.example info@a.example\n").finds("DT0406")) }

  @Test("addresses, and another name for a domain, are right")
  func good() { #expect(!tree("info@a.example root\n@old.example @a.example\n").finds("DT0406")) }
}
