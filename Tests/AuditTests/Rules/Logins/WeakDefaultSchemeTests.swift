import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("WeakDefaultScheme")
struct WeakDefaultSchemeTests {
  private static let base = "protocols = imap\n"

  @Test(
    "a scheme that is soon broken",
    arguments: [
      "passdb {\n  driver = passwd-file\n  args = scheme=PLAIN /etc/dovecot/users\n}\n",
      "passdb {\n  driver = passwd-file\n  args = username_format=%n scheme=md5-crypt /etc/dovecot/users\n}\n",
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(dovecot: Self.base + line).findings("DT0819").first).severity == .note)
  }

  @Test(
    "a strong one, or none written",
    arguments: [
      "passdb {\n  driver = passwd-file\n  args = scheme=SHA512-CRYPT /etc/dovecot/users\n}\n",
      "passdb {\n  driver = passwd-file\n  args = /etc/dovecot/users\n}\n",
      "passdb {\n  driver = passwd-file\n  args = scheme=ARGON2ID /etc/dovecot/users\n}\n",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0819")) }

  @Test("the same in 2.4")
  func new() {
    func finds(_ lines: String) -> Bool {
      AuditedTree(dovecot2_4: lines).finds("DT0819")
    }
    #expect(finds("passdb passwd-file {\n  passwd_file_path = /etc/u\n  default_password_scheme = PLAIN\n}\n"))
    #expect(!finds("passdb passwd-file {\n  passwd_file_path = /etc/u\n  default_password_scheme = BLF-CRYPT\n}\n"))
  }
}
