import Audit
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("IndexOlderThanSource")
struct IndexOlderThanSourceTests {
  private func finds(_ order: [String]) throws -> Bool {
    let tree = try TemporaryTree().write("etc/postfix/main.cf", "transport_maps = hash:/etc/postfix/transport\n")
      .write("etc/postfix/master.cf", AuditedTree.stockMaster)
    for name in order { try tree.write("etc/postfix/\(name)", "a b\n") }
    return try withExtendedLifetime(tree) {
      AuditedTree(try ServerTree(root: tree.path), nil, ProgramVersion(3, 7, 11)).finds("DT1104")
    }
  }

  @Test("a source written after its index")
  func bad() throws {
    // Two files may get one time where the clock is coarse; a third between them takes time.
    #expect(try finds(["transport.db"] + (0..<50).map { "between\($0)" } + ["transport"]))
  }

  @Test("an index written after its source is right")
  func good() throws { #expect(try !finds(["transport", "transport.db"])) }
}
