import Audit
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("ConfigurationInPublicDirectory")
struct ConfigurationInPublicDirectoryTests {
  @Test("an include that a link leads to /tmp")
  func link() throws {
    let tree = try TemporaryTree().write("etc/dovecot/dovecot.conf", "!include own.conf\n")
      .write("tmp/own.conf", "protocols = imap\n").link("etc/dovecot/own.conf", to: "/tmp/own.conf")
    let finds = try withExtendedLifetime(tree) {
      AuditedTree(try ServerTree(root: tree.path), ProgramVersion(2, 3, 19)).finds("DT0908")
    }
    #expect(finds)
  }

  @Test("a directory of Postfix or Dovecot below /tmp")
  func bad() {
    #expect(AuditedTree(main: "data_directory = /tmp/postfix").finds("DT0908"))
    #expect(AuditedTree(dovecot: "base_dir = /var/tmp/dovecot\n").finds("DT0908"))
  }

  @Test("the usual directories are right")
  func good() {
    #expect(!AuditedTree(dovecot: "protocols = imap\n", main: "data_directory = /var/lib/postfix").finds("DT0908"))
  }
}
