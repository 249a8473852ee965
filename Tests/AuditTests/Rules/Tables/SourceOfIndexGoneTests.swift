import Audit
import Testing

@Suite("SourceOfIndexGone")
struct SourceOfIndexGoneTests {
  private static let main = "transport_maps = hash:/etc/postfix/transport"

  @Test("an index alone")
  func bad() { #expect(AuditedTree(main: Self.main, others: ["/etc/postfix/transport.db": ""]).finds("DT1105")) }

  @Test("with its source it is right")
  func good() {
    let files = ["/etc/postfix/transport": "a b\n", "/etc/postfix/transport.db": ""]
    #expect(!AuditedTree(main: Self.main, others: files).finds("DT1105"))
  }
}
