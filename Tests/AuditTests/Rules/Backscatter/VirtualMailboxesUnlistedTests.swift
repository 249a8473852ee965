import Audit
import Testing

@Suite("VirtualMailboxesUnlisted")
struct VirtualMailboxesUnlistedTests {
  private static let domains = "virtual_mailbox_domains = a.example\n"

  @Test("a virtual domain whose mailboxes nobody lists")
  func bad() { #expect(AuditedTree(main: Self.domains).finds("DT0405")) }

  @Test(
    "a list, a verification and a policy service are right",
    arguments: [
      domains + "virtual_mailbox_maps = hash:/etc/postfix/v", "virtual_mailbox_domains =",
      domains + "smtpd_recipient_restrictions = reject_unauth_destination, reject_unverified_recipient",
      domains + "smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:12340",
    ])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0405")) }
}
