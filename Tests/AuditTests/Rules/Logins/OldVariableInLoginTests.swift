import Audit
import SettingsGraph
import Testing

@Suite("OldVariableInLogin")
struct OldVariableInLoginTests {
  private static let new = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nprotocols = imap\n"

  private func finds(_ lines: String) -> Bool {
    AuditedTree(dovecot: Self.new + lines, dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT0814")
  }

  @Test("%u in the format of names, or in a passdb")
  func bad() {
    #expect(finds("auth_username_format = %Lu\n"))
    #expect(finds("userdb static {\n  fields {\n    home = /var/mail/%d/%n\n  }\n}\n"))
  }

  @Test("variables of 2.4, settings that are not for logins, and 2.3 itself")
  func good() {
    #expect(!finds("auth_username_format = %{user | lower}\n"))
    #expect(!finds("login_greeting = %u\n"))
    #expect(!AuditedTree(dovecot: "protocols = imap\nauth_username_format = %Lu\n").finds("DT0814"))
  }
}
