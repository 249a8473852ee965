import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("UnknownSetting")
struct UnknownSettingTests {
  @Test("a name that no version has keeps Dovecot from starting")
  func bad() throws {
    let finding = try #require(AuditedTree(dovecot: "ssl_min_protocl = TLSv1.2\n").findings("DT1004").first)
    #expect(finding.severity == .error)
  }

  @Test("a known name in a block that was never closed is none of another version")
  func unclosed() throws {
    let tree = AuditedTree(dovecot: "passdb {\n  driver = pam\nssl = required\n")
    let message = try #require(tree.findings("DT1004").first).message
    #expect(message.contains("outside of all blocks. Close the block that begins at /etc/dovecot/dovecot.conf:1"))
    #expect(!tree.finds("DT1005"))
  }

  @Test("known names, and those of the other line, are not told here")
  func good() {
    #expect(!AuditedTree(dovecot: "ssl_min_protocol = TLSv1.2\n").finds("DT1004"))
    #expect(!AuditedTree(dovecot: "auth_allow_cleartext = yes\n").finds("DT1004"))
  }
}
