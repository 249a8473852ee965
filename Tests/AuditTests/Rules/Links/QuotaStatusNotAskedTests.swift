import Audit
import Testing

@Suite("QuotaStatusNotAsked")
struct QuotaStatusNotAskedTests {
  private static let dovecot = """
    service quota-status {
      executable = quota-status -p postfix
      inet_listener {
        port = 12340
        address = 127.0.0.1
      }
    }

    """

  @Test("a service that nobody asks")
  func bad() { #expect(AuditedTree(dovecot: Self.dovecot, main: "").finds("DT0612")) }

  @Test("asked, or without Postfix in the tree, it is right")
  func good() {
    let main = "smtpd_recipient_restrictions = check_policy_service inet:127.0.0.1:12340"
    #expect(!AuditedTree(dovecot: Self.dovecot, main: main).finds("DT0612"))
    #expect(!AuditedTree(dovecot: Self.dovecot).finds("DT0612"))
  }
}
