import Audit
import SettingsGraph
import Testing

@Suite("PipeliningNotForbidden")
struct PipeliningNotForbiddenTests {
  @Test("the default before 3.9, and no where it is written")
  func bad() {
    #expect(AuditedTree(main: "", postfixVersion: ProgramVersion(3, 7, 11)).finds("DT0303"))
    #expect(AuditedTree(main: "smtpd_forbid_unauth_pipelining = no").finds("DT0303"))
  }

  @Test("the default of 3.9, and the old restriction, are right")
  func good() {
    #expect(!AuditedTree(main: "").finds("DT0303"))
    let old = "smtpd_forbid_unauth_pipelining = no\nsmtpd_data_restrictions = reject_unauth_pipelining"
    #expect(!AuditedTree(main: old).finds("DT0303"))
  }
}
