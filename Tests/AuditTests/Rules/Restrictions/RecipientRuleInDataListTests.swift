import Audit
import Testing

@Suite("RecipientRuleInDataList")
struct RecipientRuleInDataListTests {
  @Test("a rule about recipients at DATA", arguments: ["smtpd_data_restrictions", "smtpd_end_of_data_restrictions"])
  func bad(list: String) {
    #expect(AuditedTree(main: "\(list) = check_recipient_access static:REJECT").finds("DT0211"))
  }

  @Test("rules about the client and the session are right there")
  func good() {
    let list = "smtpd_data_restrictions = reject_unauth_pipelining, reject_multi_recipient_bounce"
    #expect(!AuditedTree(main: list).finds("DT0211"))
    #expect(!AuditedTree(main: "smtpd_recipient_restrictions = check_recipient_access static:REJECT").finds("DT0211"))
  }
}
