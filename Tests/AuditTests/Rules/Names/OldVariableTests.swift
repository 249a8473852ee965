import Audit
import SettingsGraph
import Testing

@Suite("OldVariable")
struct OldVariableTests {
  private func finds(_ line: String) -> Bool {
    let head = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"
    return AuditedTree(dovecot: head + line + "\n", dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT1011")
  }

  @Test("variables of 2.3 in 2.4")
  func bad() {
    #expect(finds("mail_path = /var/mail/%u"))
    #expect(finds("mail_plugins = $mail_plugins quota"))
  }

  @Test("variables of 2.4, and those of 2.3 in 2.3, are right")
  func good() {
    #expect(!finds("mail_path = /var/mail/%{user}"))
    #expect(!AuditedTree(dovecot: "mail_location = maildir:/var/mail/%u\n").finds("DT1011"))
  }
}
