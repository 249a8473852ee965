import Audit
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("PasswordTableReadableByAll")
struct PasswordTableReadableByAllTests {
  private static let client = "hosts = 127.0.0.1\npassword = example\n"

  private func findings(_ main: String, _ files: [String: (String, UInt32)]) throws -> [Finding] {
    let tree = try TemporaryTree().write("etc/postfix/main.cf", main)
      .write("etc/postfix/master.cf", AuditedTree.stockMaster)
    for (name, file) in files { try tree.write("etc/postfix/\(name)", file.0, mode: file.1) }
    return try withExtendedLifetime(tree) {
      AuditedTree(try ServerTree(root: tree.path), nil, ProgramVersion(3, 7, 11)).findings("DT0903")
    }
  }

  @Test("the password table, its index, and the file of a database client")
  func bad() throws {
    let main = "smtp_sasl_password_maps = hash:/etc/postfix/sasl\nvirtual_alias_maps = proxy:mysql:/etc/postfix/my.cf\n"
    let found = try findings(
      main, ["sasl": ("a b:c\n", 0o644), "sasl.db": ("", 0o644), "my.cf": (Self.client, 0o644)])
    #expect(found.count == 2)
    #expect(found.flatMap(\.places).compactMap(\.path).count == 3)
    #expect(found.allSatisfy { !$0.message.contains("example") })
  }

  @Test("closed files, and a client without a password, are right")
  func good() throws {
    let main = "smtp_sasl_password_maps = hash:/etc/postfix/sasl\nvirtual_alias_maps = mysql:/etc/postfix/my.cf\n"
    let closed = try findings(main, ["sasl": ("a b:c\n", 0o600), "my.cf": (Self.client, 0o640)])
    #expect(closed.isEmpty)
    #expect(try findings(main, ["my.cf": ("hosts = 127.0.0.1\npassword =\n", 0o644)]).isEmpty)
  }
}
