import Audit
import SettingsGraph
import Testing

@Suite("VersionNotStated")
struct VersionNotStatedTests {
  private func finds(_ text: String) -> Bool {
    AuditedTree(dovecot: text, dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT1010")
  }

  @Test("2.4 wants its version first, one that it knows")
  func bad() {
    #expect(finds("protocols = imap\n"))
    #expect(finds("dovecot_config_version = 2.3.0\ndovecot_storage_version = 2.4.1\n"))
  }

  @Test("with both versions stated it is right, and 2.3 wants none")
  func good() {
    #expect(!finds("dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"))
    #expect(!AuditedTree(dovecot: "protocols = imap\n").finds("DT1010"))
  }
}
