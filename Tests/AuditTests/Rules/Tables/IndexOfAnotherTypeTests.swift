import Audit
import Testing

@Suite("IndexOfAnotherType")
struct IndexOfAnotherTypeTests {
  private static let main = "transport_maps = hash:/etc/postfix/transport"

  @Test("lmdb where the value says hash")
  func bad() {
    let files = ["/etc/postfix/transport": "a b\n", "/etc/postfix/transport.lmdb": ""]
    #expect(AuditedTree(main: Self.main, others: files).finds("DT1103"))
  }

  @Test("the index of the type is right, whatever else is there")
  func good() {
    let files = [
      "/etc/postfix/transport": "a b\n", "/etc/postfix/transport.db": "", "/etc/postfix/transport.lmdb": "",
    ]
    #expect(!AuditedTree(main: Self.main, others: files).finds("DT1103"))
  }
}
