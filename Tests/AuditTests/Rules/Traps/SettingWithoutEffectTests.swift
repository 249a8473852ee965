import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("SettingWithoutEffect")
struct SettingWithoutEffectTests {
  @Test("an idle setting is a note that says why")
  func bad() throws {
    let tree = AuditedTree(main: "mynetworks = 127.0.0.0/8\nmynetworks_style = subnet")
    let finding = try #require(tree.findings("DT1211").first)
    #expect(finding.severity == .note)
    #expect(tree.lines(finding) == [3, 2])
    #expect(AuditedTree(dovecot: "ssl = required\ndisable_plaintext_auth = no\n").finds("DT1211"))
  }

  @Test("settings with an effect are right")
  func good() {
    #expect(!AuditedTree(main: "mynetworks_style = host").finds("DT1211"))
    #expect(!AuditedTree(dovecot: "ssl = required\ndisable_plaintext_auth = yes\n").finds("DT1211"))
    let master = AuditedTree.stockMaster + "587 inet n - n - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n"
    #expect(!AuditedTree(main: "smtpd_sasl_type = dovecot", master: master).finds("DT1211"))
    #expect(!AuditedTree(dovecot: "ssl = yes\ndisable_plaintext_auth = no\n").finds("DT1211"))
  }
}
