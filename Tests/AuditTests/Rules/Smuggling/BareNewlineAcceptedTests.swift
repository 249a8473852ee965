import Audit
import SettingsGraph
import Testing

@Suite("BareNewlineAccepted")
struct BareNewlineAcceptedTests {
  @Test("the default before 3.9, and no where it is written")
  func bad() throws {
    let old = AuditedTree(main: "", postfixVersion: ProgramVersion(3, 7, 11))
    let finding = try #require(old.findings("DT0301").first)
    #expect(finding.listeners == ["port 25"])
    #expect(finding.fix?.isSafe == true)
    #expect(AuditedTree(main: "smtpd_forbid_bare_newline = no").finds("DT0301"))
  }

  @Test("the default of 3.9 and later, and normalize before")
  func good() {
    #expect(!AuditedTree(main: "").finds("DT0301"))
    let old = AuditedTree(main: "smtpd_forbid_bare_newline = normalize", postfixVersion: ProgramVersion(3, 7, 11))
    #expect(!old.finds("DT0301"))
  }

  @Test("a listener of the machine itself is not told")
  func loopback() {
    let tree = AuditedTree(
      main: "smtpd_forbid_bare_newline = no", master: "127.0.0.1:10025 inet n - n - - smtpd\n")
    #expect(!tree.finds("DT0301"))
  }
}
