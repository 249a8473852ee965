import Audit
import Testing

@Suite("KeyNeverAsked")
struct KeyNeverAskedTests {
  private func finds(_ check: String, _ text: String, more: String = "") -> Bool {
    AuditedTree(
      main: "smtpd_recipient_restrictions = \(check) hash:/etc/postfix/t, reject_unauth_destination\n\(more)",
      others: ["/etc/postfix/t": text]
    ).finds("DT1111")
  }

  @Test("a network in hash:, an @ in front of a domain")
  func bad() {
    #expect(finds("check_client_access", "192.0.2.0/24 REJECT\n"))
    #expect(finds("check_sender_access", "@example.net REJECT\n"))
  }

  @Test("keys that are asked for, and a table that serves another parameter too, are right")
  func good() {
    #expect(!finds("check_client_access", "192.0.2 REJECT\n192.0.2.1 OK\nexample.net OK\n"))
    #expect(!finds("check_sender_access", "example.net REJECT\nuser@ OK\n"))
    #expect(!finds("check_sender_access", "@example.net x\n", more: "virtual_alias_maps = hash:/etc/postfix/t"))
  }
}
