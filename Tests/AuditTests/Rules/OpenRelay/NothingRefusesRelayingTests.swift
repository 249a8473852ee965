import Audit
import Testing

@Suite("NothingRefusesRelaying")
struct NothingRefusesRelayingTests {
  @Test(
    "no refusal in either list, or none that works",
    arguments: [
      "smtpd_relay_restrictions = permit_mynetworks", "smtpd_relay_restrictions =",
      "smtpd_relay_restrictions = permit_mynetworks, permit, reject_unauth_destination",
      "smtpd_relay_restrictions = warn_if_reject reject_unauth_destination", "compatibility_level = 0",
    ])
  func bad(main: String) { #expect(AuditedTree(main: main).finds("DT0105")) }

  @Test(
    "one refusal in one of the lists is enough",
    arguments: [
      "", "smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = reject_unauth_destination",
      "smtpd_relay_restrictions = permit_sasl_authenticated, reject",
      "smtpd_restriction_classes = c\nc = defer_unauth_destination\nsmtpd_relay_restrictions = c",
    ])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0105")) }
}
