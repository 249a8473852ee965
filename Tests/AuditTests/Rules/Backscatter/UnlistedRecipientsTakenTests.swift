import Audit
import Testing

@Suite("UnlistedRecipientsTaken")
struct UnlistedRecipientsTakenTests {
  private static let off = "smtpd_reject_unlisted_recipient = no\n"

  @Test("switched off and not replaced")
  func bad() { #expect(AuditedTree(main: Self.off).finds("DT0404")) }

  @Test(
    "the default, and a list that checks it, are right",
    arguments: ["", off + "smtpd_recipient_restrictions = reject_unauth_destination, reject_unlisted_recipient"])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0404")) }
}
