import Audit
import SettingsGraph
import Testing

@Suite("LocationInPath")
struct LocationInPathTests {
  private func finds(_ path: String) -> Bool {
    let head = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"
    return AuditedTree(dovecot: "\(head)mail_path = \(path)\n", dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT1012")
  }

  @Test("a driver in front of the path")
  func bad() { #expect(finds("maildir:~/Maildir")) }

  @Test("a path is right")
  func good() { #expect(!finds("~/Maildir")) }
}
