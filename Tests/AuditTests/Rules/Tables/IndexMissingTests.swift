import Audit
import Testing

@Suite("IndexMissing")
struct IndexMissingTests {
  private static let main = "transport_maps = hash:/etc/postfix/transport"

  @Test("a source without its index, with the command that makes it")
  func bad() throws {
    let finding = try #require(
      AuditedTree(main: Self.main, others: ["/etc/postfix/transport": "a b\n"]).findings("DT1102").first)
    #expect(finding.message.contains("postmap hash:/etc/postfix/transport"))
    let aliases = AuditedTree(main: "alias_maps = hash:/etc/aliases", others: ["/etc/aliases": "a: b\n"])
    #expect(try #require(aliases.findings("DT1102").first).message.contains("postalias"))
  }

  @Test("with its index, or of a type without one, it is right")
  func good() {
    let files = ["/etc/postfix/transport": "a b\n", "/etc/postfix/transport.db": ""]
    #expect(!AuditedTree(main: Self.main, others: files).finds("DT1102"))
    let text = Self.main.replacing("hash:", with: "texthash:")
    #expect(!AuditedTree(main: text, others: ["/etc/postfix/transport": "a b\n"]).finds("DT1102"))
  }
}
