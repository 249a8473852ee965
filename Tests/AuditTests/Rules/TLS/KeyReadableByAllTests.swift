import Audit
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("KeyReadableByAll")
struct KeyReadableByAllTests {
  private static let main =
    "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/mail/cert.pem\nsmtpd_tls_key_file = /etc/mail/key.pem\n"

  /// A directory tree, since files in memory have no owners.
  private func findings(mode: UInt32, _ key: String = PEMSamples.serverKey) throws -> [Finding] {
    let tree = try TemporaryTree().write("etc/postfix/main.cf", "compatibility_level = 3.6\n" + Self.main)
      .write("etc/postfix/master.cf", AuditedTree.stockMaster)
      .write("etc/mail/cert.pem", PEMSamples.server)
      .write("etc/mail/key.pem", key, mode: mode)
    return try withExtendedLifetime(tree) {
      AuditedTree(try ServerTree(root: tree.path), nil, ProgramVersion(3, 10, 13)).findings("DT0730")
    }
  }

  @Test("a key for all to read")
  func bad() throws { #expect(try findings(mode: 0o644).count == 1) }

  @Test("a key of root or of a group, and a file without a key")
  func good() throws {
    #expect(try findings(mode: 0o600).isEmpty)
    #expect(try findings(mode: 0o640).isEmpty)
    #expect(try findings(mode: 0o644, PEMSamples.server).isEmpty)
  }
}
