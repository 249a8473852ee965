import Audit
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("IndexOlderThanSource")
struct IndexOlderThanSourceTests {
  private func finds(older: String) async throws -> Bool {
    let tree = try TemporaryTree().write("etc/postfix/main.cf", "transport_maps = hash:/etc/postfix/transport\n")
      .write("etc/postfix/master.cf", AuditedTree.stockMaster).write("etc/postfix/transport", "a b\n")
      .write("etc/postfix/transport.db", "")
    _ = try await ProgramRun.of(["touch", "-d", "2020-01-01", "\(tree.path)/etc/postfix/\(older)"])
    return try withExtendedLifetime(tree) {
      AuditedTree(try ServerTree(root: tree.path), nil, ProgramVersion(3, 7, 11)).finds("DT1104")
    }
  }

  @Test("a source that is younger than its index")
  func bad() async throws {
    let finds = try await finds(older: "transport.db")
    #expect(finds)
  }

  @Test("an index that is younger than its source is right")
  func good() async throws {
    let finds = try await finds(older: "transport")
    #expect(!finds)
  }
}
