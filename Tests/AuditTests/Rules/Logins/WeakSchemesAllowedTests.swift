import Audit
import SettingsGraph
import Testing

@Suite("WeakSchemesAllowed")
struct WeakSchemesAllowedTests {
  private static let new = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nprotocols = imap\n"

  private func finds(_ line: String) -> Bool {
    AuditedTree(dovecot: Self.new + line + "\n", dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT0818")
  }

  @Test("allowed")
  func bad() { #expect(finds("auth_allow_weak_schemes = yes")) }

  @Test("not allowed, which is the default; 2.3 does not ask")
  func good() {
    #expect(!finds("auth_allow_weak_schemes = no") && !finds(""))
    #expect(!AuditedTree(dovecot: "protocols = imap\n").finds("DT0818"))
  }
}
