import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("MasterUsersCannotLogIn")
struct MasterUsersCannotLogInTests {
  private static let base = "protocols = imap\n"

  @Test(
    "master users without a separator",
    arguments: [
      "passdb {\n  driver = passwd-file\n  master = yes\n  args = /etc/dovecot/masters\n}\n",
      "passdb {\n  driver = passwd-file\n  master = yes\n  args = /etc/dovecot/masters\n}\nauth_master_user_separator =\n",
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(dovecot: Self.base + line).findings("DT0807").first).severity == .note)
  }

  @Test(
    "with one, or no master users",
    arguments: [
      "passdb {\n  driver = passwd-file\n  master = yes\n  args = /etc/dovecot/masters\n}\nauth_master_user_separator = *\n",
      "auth_master_user_separator =\n",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0807")) }
}
