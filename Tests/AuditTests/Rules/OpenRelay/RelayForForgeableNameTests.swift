import Audit
import Testing

@Suite("RelayForForgeableName")
struct RelayForForgeableNameTests {
  private static let friends = ["/etc/postfix/friends": "friend@example.net OK\n"]

  @Test(
    "a table of senders that says OK before relaying is refused",
    arguments: [
      "smtpd_relay_restrictions = check_sender_access hash:/etc/postfix/friends, reject_unauth_destination",
      "smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = check_helo_access hash:/etc/postfix/friends, reject_unauth_destination",
      "smtpd_restriction_classes = ours\nours = check_sender_access static:OK\nsmtpd_relay_restrictions = ours, reject_unauth_destination",
    ])
  func bad(main: String) { #expect(AuditedTree(main: main, others: Self.friends).finds("DT0102")) }

  @Test(
    "behind the refusal, in another list, or without an OK it is right",
    arguments: [
      "smtpd_relay_restrictions = reject_unauth_destination, check_sender_access hash:/etc/postfix/friends",
      "smtpd_relay_restrictions = reject_unauth_destination\nsmtpd_recipient_restrictions = check_sender_access hash:/etc/postfix/friends",
      "smtpd_relay_restrictions = check_sender_access inline:{{a@b.example=REJECT}}, reject_unauth_destination",
    ])
  func good(main: String) { #expect(!AuditedTree(main: main, others: Self.friends).finds("DT0102")) }
}
