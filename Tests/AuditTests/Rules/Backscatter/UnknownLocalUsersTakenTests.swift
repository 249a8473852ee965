import Audit
import Testing

@Suite("UnknownLocalUsersTaken")
struct UnknownLocalUsersTakenTests {
  @Test("an empty list of local recipients")
  func bad() { #expect(AuditedTree(main: "local_recipient_maps =").finds("DT0403")) }

  @Test(
    "the default, a verification, and an address for the rest are right",
    arguments: [
      "", "local_recipient_maps =\nluser_relay = postmaster", "local_recipient_maps =\nmydestination =",
      "local_recipient_maps =\nsmtpd_recipient_restrictions = reject_unverified_recipient",
    ])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0403")) }
}
