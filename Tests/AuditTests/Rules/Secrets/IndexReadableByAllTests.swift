import Audit
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("IndexReadableByAll")
struct IndexReadableByAllTests {
  private func finds(index: UInt32) throws -> Bool {
    let tree = try TemporaryTree().write("etc/postfix/main.cf", "transport_maps = hash:/etc/postfix/transport\n")
      .write("etc/postfix/master.cf", AuditedTree.stockMaster).write("etc/postfix/transport", "a b\n", mode: 0o600)
      .write("etc/postfix/transport.db", "", mode: index)
    return try withExtendedLifetime(tree) {
      AuditedTree(try ServerTree(root: tree.path), nil, ProgramVersion(3, 7, 11)).finds("DT0902")
    }
  }

  @Test("an index for all to read of a source that few may read")
  func bad() throws { #expect(try finds(index: 0o644)) }

  @Test("an index as closed as its source is right")
  func good() throws { #expect(try !finds(index: 0o600)) }

  @Test("where the source is open, the index may be")
  func open() {
    let files = ["/etc/postfix/transport": "a b\n", "/etc/postfix/transport.db": ""]
    #expect(!AuditedTree(main: "transport_maps = hash:/etc/postfix/transport", others: files).finds("DT0902"))
  }
}
