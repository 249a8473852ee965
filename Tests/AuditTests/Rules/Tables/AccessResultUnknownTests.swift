import Audit
import Testing

@Suite("AccessResultUnknown")
struct AccessResultUnknownTests {
  private func finds(_ result: String) -> Bool {
    AuditedTree(
      main:
        "smtpd_restriction_classes = ours\nours = reject\nsmtpd_client_restrictions = check_client_access hash:/etc/postfix/t",
      others: ["/etc/postfix/t": "192.0.2.1 \(result)\n"]
    ).finds("DT1112")
  }

  @Test("no action, and a number alone", arguments: ["REJECTED", "PERMITT", "550", "drop it"])
  func bad(result: String) { #expect(finds(result)) }

  @Test(
    "actions, restrictions, classes and codes with a text are right",
    arguments: [
      "OK", "reject", "550 5.7.1 No", "ours", "permit_mynetworks, reject", "FILTER smtp:[192.0.2.7]", "DUNNO",
    ])
  func good(result: String) { #expect(!finds(result)) }
}
