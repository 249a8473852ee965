import Audit
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("ConfigurationWritableByAll")
struct ConfigurationWritableByAllTests {
  private func finds(mode: UInt32) throws -> Bool {
    let tree = try TemporaryTree().write("etc/dovecot/dovecot.conf", "!include own.conf\n")
      .write("etc/dovecot/own.conf", "protocols = imap\n", mode: mode)
    return try withExtendedLifetime(tree) {
      AuditedTree(try ServerTree(root: tree.path), ProgramVersion(2, 3, 19)).finds("DT0905")
    }
  }

  @Test("an included file that all may write")
  func bad() throws { #expect(try finds(mode: 0o666)) }

  @Test("a file of root, or of root and a group, is right")
  func good() throws {
    #expect(try !finds(mode: 0o644))
    #expect(try !finds(mode: 0o664))
  }
}
