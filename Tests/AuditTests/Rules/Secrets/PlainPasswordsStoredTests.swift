import Audit
import SettingsGraph
import Testing

@Suite("PlainPasswordsStored")
struct PlainPasswordsStoredTests {
  private static let driver = "passdb {\n  driver = passwd-file\n  args = OPTIONS/etc/dovecot/users\n}\n"

  private func finds(_ users: String, options: String = "") -> Bool {
    AuditedTree(
      dovecot: Self.driver.replacing("OPTIONS", with: options), others: ["/etc/dovecot/users": users]
    ).finds("DT0906")
  }

  @Test("a scheme that is no hash, in the line or by default")
  func bad() {
    #expect(finds("anna:{PLAIN}example:::\n"))
    #expect(finds("anna:{SHA512-CRYPT}$6$x\nberta:{cleartext}example\n"))
    #expect(finds("anna:example\n", options: "scheme=PLAIN "))
  }

  @Test("the file that 2.4 names")
  func newLine() {
    let conf =
      "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\npassdb passwd-file {\n  passwd_file_path = /etc/dovecot/users\n}\n"
    let users = ["/etc/dovecot/users": "anna:{PLAIN}example\n"]
    #expect(AuditedTree(dovecot: conf, others: users, dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT0906"))
  }

  @Test("hashes, comments and other files are right")
  func good() {
    #expect(!finds("anna:{SHA512-CRYPT}$6$x$y\n# berta:{PLAIN}example\n"))
    #expect(!finds("anna:$6$x$y\n"))
    #expect(!AuditedTree(dovecot: "passdb {\n  driver = pam\n}\n").finds("DT0906"))
  }
}
