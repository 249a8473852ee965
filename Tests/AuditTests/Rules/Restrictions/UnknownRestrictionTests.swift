import Audit
import SettingsGraph
import Testing

@Suite("UnknownRestriction")
struct UnknownRestrictionTests {
  @Test(
    "a typing error, a missing table, and what this version has dropped",
    arguments: ["reject_unknow_client", "check_sender_access reject", "reject_maps_rbl", "check_policy_service reject"])
  func bad(element: String) {
    let tree = AuditedTree(main: "smtpd_recipient_restrictions = reject_unauth_destination, \(element)")
    #expect(tree.finds("DT0201"))
  }

  @Test("names, classes and tables are right, and old names before they are dropped")
  func good() {
    let main =
      "smtpd_restriction_classes = ours\nours = permit\nsmtpd_recipient_restrictions = ours, Reject_RBL_client zen.example, static:OK"
    #expect(!AuditedTree(main: main).finds("DT0201"))
    let old = AuditedTree(
      main: "smtpd_recipient_restrictions = reject_maps_rbl", postfixVersion: ProgramVersion(3, 7, 11))
    #expect(!old.finds("DT0201"))
  }
}
