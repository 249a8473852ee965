import Audit
import SettingsGraph
import Testing

@Suite("ParameterOfAnotherVersion")
struct ParameterOfAnotherVersionTests {
  private static let main = "smtpd_forbid_unauth_pipelining = yes"

  @Test("a parameter of a newer Postfix")
  func bad() {
    #expect(
      AuditedTree(main: Self.main, postfixVersion: ProgramVersion(3, 5, 25)).finds("DT1003")
        || AuditedTree(main: "smtpd_hide_client_session = yes", postfixVersion: ProgramVersion(3, 5, 25)).finds(
          "DT1003")
    )
  }

  @Test("the version that has it")
  func good() { #expect(!AuditedTree(main: Self.main).finds("DT1003")) }
}
