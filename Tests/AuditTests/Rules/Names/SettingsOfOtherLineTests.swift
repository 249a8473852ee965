import Audit
import SettingsGraph
import Testing

@Suite("SettingsOfOtherLine")
struct SettingsOfOtherLineTests {
  private static let head = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"

  @Test("all names of 2.3 in a tree for 2.4 are one finding")
  func bad() throws {
    let tree = AuditedTree(
      dovecot: Self.head + "disable_plaintext_auth = yes\nmail_location = maildir:~/Maildir\n",
      dovecotVersion: ProgramVersion(2, 4, 1))
    let found = tree.findings("DT1005")
    #expect(found.count == 1)
    #expect(tree.lines(try #require(found.first)) == [3, 4])
  }

  @Test("names of the line itself are right")
  func good() {
    #expect(!AuditedTree(dovecot: "disable_plaintext_auth = yes\n").finds("DT1005"))
    let new = AuditedTree(dovecot: Self.head + "auth_allow_cleartext = no\n", dovecotVersion: ProgramVersion(2, 4, 1))
    #expect(!new.finds("DT1005"))
  }
}
