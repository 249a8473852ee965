import Audit
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("PrivateKeyReadableByAll")
struct PrivateKeyReadableByAllTests {
  private func finds(mode: UInt32, folder: String = "ssl") throws -> Bool {
    let key = "etc/\(folder)/server.key"
    let tree = try TemporaryTree().write("etc/postfix/main.cf", "smtpd_tls_key_file = /\(key)\n")
      .write("etc/postfix/master.cf", AuditedTree.stockMaster).write(key, "", mode: mode)
    return try withExtendedLifetime(tree) {
      AuditedTree(try ServerTree(root: tree.path), nil, ProgramVersion(3, 7, 11)).finds("DT0904")
    }
  }

  @Test("a key for all to read")
  func bad() throws { #expect(try finds(mode: 0o644)) }

  @Test("the key of Dovecot, read with < or by its name")
  func dovecot() {
    let files = ["/etc/k.pem": ""]
    #expect(AuditedTree(dovecot: "ssl_key = </etc/k.pem\n", others: files).finds("DT0904"))
    let new = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nssl_server_key_file = /etc/k.pem\n"
    #expect(AuditedTree(dovecot: new, others: files, dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT0904"))
  }

  @Test("a closed key, and one in a private directory, are right")
  func good() throws {
    #expect(try !finds(mode: 0o640))
    #expect(try !finds(mode: 0o644, folder: "ssl/private"))
  }

  @Test("a directory that keeps users out is seen by its mode, and in a whole system by nothing else")
  func directories() throws {
    func finds(_ folder: String, mode: UInt32, isWhole: Bool) throws -> Bool {
      let tree = try TemporaryTree().write("etc/postfix/main.cf", "smtpd_tls_key_file = /etc/\(folder)/k\n")
        .write("etc/postfix/master.cf", AuditedTree.stockMaster).write("etc/\(folder)/k", "", mode: 0o644)
        .directory("etc/\(folder)", mode: mode)
      if isWhole { try tree.directory("usr").directory("usr/sbin") }
      return try withExtendedLifetime(tree) {
        AuditedTree(try ServerTree(root: tree.path), nil, ProgramVersion(3, 7, 11)).finds("DT0904")
      }
    }
    #expect(try finds("private", mode: 0o755, isWhole: true))
    #expect(try !finds("private", mode: 0o755, isWhole: false))
    let folder = try TemporaryTree()
    let keepsRights = try withExtendedLifetime(folder) { try ServerTree(root: folder.path).keepsRights }
    #expect(try finds("keys", mode: 0o710, isWhole: true) != keepsRights)
  }

  @Test("one key of both daemons is one finding, with both settings")
  func shared() throws {
    let found = AuditedTree(
      dovecot: "ssl_key = </etc/k.pem\n", main: "smtpd_tls_key_file = /etc/k.pem\n", master: AuditedTree.stockMaster,
      others: ["/etc/k.pem": ""]
    ).findings("DT0904")
    #expect(found.count == 1)
    #expect(found.first?.places.map(\.subject) == ["smtpd_tls_key_file", "smtpd_tls_key_file", "ssl_key"])
  }
}
