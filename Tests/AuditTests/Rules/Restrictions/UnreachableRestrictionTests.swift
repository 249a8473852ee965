import Audit
import Testing

@Suite("UnreachableRestriction")
struct UnreachableRestrictionTests {
  @Test(
    "what stands behind an end is told",
    arguments: ["permit_mynetworks, reject, reject_rbl_client zen.example", "permit, reject_unauth_destination"])
  func bad(list: String) { #expect(AuditedTree(main: "smtpd_recipient_restrictions = \(list)").finds("DT0202")) }

  @Test(
    "an end at the end, or one that only warns, is right",
    arguments: ["permit_mynetworks, reject", "warn_if_reject reject, reject_unauth_destination", ""])
  func good(list: String) { #expect(!AuditedTree(main: "smtpd_recipient_restrictions = \(list)").finds("DT0202")) }
}
