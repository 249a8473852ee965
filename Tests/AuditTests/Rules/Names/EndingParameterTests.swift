import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("EndingParameter")
struct EndingParameterTests {
  @Test("a name about whose end this version warns is a note at its line")
  func bad() throws {
    let tree = AuditedTree(main: "smtpd_use_tls = yes")
    let finding = try #require(tree.findings("DT1001").first)
    #expect(finding.severity == .note)
    #expect(tree.lines(finding) == [2])
  }

  @Test("before that version, and by its new name, it is right")
  func good() {
    #expect(!AuditedTree(main: "smtpd_use_tls = yes", postfixVersion: ProgramVersion(3, 7, 11)).finds("DT1001"))
    #expect(!AuditedTree(main: "smtpd_tls_security_level = may").finds("DT1001"))
  }
}
