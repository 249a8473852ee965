import Audit
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("SecretReadableByAll")
struct SecretReadableByAllTests {
  private static let sql = "connect = host=localhost password=example\n"
  private static let main = "passdb {\n  driver = sql\n  args = /etc/dovecot/dovecot-sql.conf.ext\n}\n"

  /// A directory tree, since files in memory have no owners.
  private func findings(mode: UInt32) throws -> [Finding] {
    let tree = try TemporaryTree().write("etc/dovecot/dovecot.conf", Self.main)
      .write("etc/dovecot/dovecot-sql.conf.ext", Self.sql, mode: mode)
    return try withExtendedLifetime(tree) {
      AuditedTree(try ServerTree(root: tree.path), ProgramVersion(2, 3, 19)).findings("DT0901")
    }
  }

  @Test("a password in a file for all to read is told, and not shown")
  func bad() throws {
    let finding = try #require(try findings(mode: 0o644).first)
    #expect(!finding.message.contains("example"))
  }

  @Test("a file of root alone, or of a group, is right")
  func good() throws {
    #expect(try findings(mode: 0o600).isEmpty)
    #expect(try findings(mode: 0o640).isEmpty)
  }

  @Test("a file without a secret may be read")
  func withoutSecret() { #expect(!AuditedTree(dovecot: "protocols = imap\n").finds("DT0901")) }
}
