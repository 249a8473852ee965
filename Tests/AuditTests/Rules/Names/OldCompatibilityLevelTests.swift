import Audit
import ServerTree
import SettingsGraph
import Testing

@Suite("OldCompatibilityLevel")
struct OldCompatibilityLevelTests {
  private func tree(level: String, _ main: String = "") -> AuditedTree {
    let text = "compatibility_level = \(level)\n\(main)\n"
    return AuditedTree(
      ServerTree(files: [
        ("/etc/postfix/main.cf", Array(text.utf8)), ("/etc/postfix/master.cf", Array(AuditedTree.stockMaster.utf8)),
      ]), nil, ProgramVersion(3, 10, 13))
  }

  @Test("a low level names the defaults that it keeps")
  func bad() throws {
    let finding = try #require(tree(level: "1").findings("DT1008").first)
    #expect(finding.message.contains("mynetworks_style") && !finding.message.contains("append_dot_mydomain"))
  }

  @Test("the version of today, and values that are written, are right")
  func good() {
    #expect(!tree(level: "3.6").finds("DT1008"))
    let written =
      "mynetworks = 127.0.0.1\nrelay_domains =\nsmtpd_relay_before_recipient_restrictions = yes\nsmtpd_tls_fingerprint_digest = sha256"
    #expect(!tree(level: "2", written).finds("DT1008"))
  }
}
