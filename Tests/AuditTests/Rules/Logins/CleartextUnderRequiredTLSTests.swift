import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("CleartextUnderRequiredTLS")
struct CleartextUnderRequiredTLSTests {
  private static let base = "protocols = imap\n"

  @Test(
    "two lines that contradict",
    arguments: [
      "ssl = required\ndisable_plaintext_auth = no"
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(dovecot: Self.base + line).findings("DT0816").first).severity == .note)
  }

  @Test(
    "one that says the same, or none",
    arguments: [
      "ssl = required\ndisable_plaintext_auth = yes",
      "ssl = yes\ndisable_plaintext_auth = no",
      "ssl = required",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0816")) }

  @Test("in 2.4 Dovecot does not start")
  func new() throws {
    let lines =
      "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nssl = required\nauth_allow_cleartext = yes\n"
    let tree = AuditedTree(dovecot: lines, dovecotVersion: ProgramVersion(2, 4, 1))
    #expect(try #require(tree.findings("DT0816").first).severity == .error)
  }
}
