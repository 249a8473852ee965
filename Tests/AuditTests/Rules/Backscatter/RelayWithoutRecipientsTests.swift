import Audit
import Testing

@Suite("RelayWithoutRecipients")
struct RelayWithoutRecipientsTests {
  private static let relay = "relay_domains = a.example\n"

  @Test("a relay domain without a list of its recipients")
  func bad() { #expect(AuditedTree(main: Self.relay).finds("DT0402")) }

  @Test(
    "a list, a verification, and domains that are local anyway are right",
    arguments: [
      relay + "relay_recipient_maps = hash:/etc/postfix/r", "relay_domains = $mydestination\nmydestination = b.example",
      relay + "smtpd_recipient_restrictions = reject_unauth_destination, reject_unverified_recipient", "",
    ])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0402")) }
}
