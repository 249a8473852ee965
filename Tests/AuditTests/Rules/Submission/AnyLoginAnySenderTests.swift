import Audit
import Testing

@Suite("AnyLoginAnySender")
struct AnyLoginAnySenderTests {
  private static let main = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = encrypt\n"
  private static let master = "587 inet n - n - - smtpd\n"

  @Test("no rule about the sender of who has logged in")
  func bad() { #expect(AuditedTree(main: Self.main, master: Self.master).finds("DT0508")) }

  @Test(
    "a rule, or a policy service, is right",
    arguments: ["reject_sender_login_mismatch", "check_policy_service inet:127.0.0.1:10040"])
  func good(rule: String) {
    let option = "  -o { smtpd_sender_restrictions = \(rule) }\n"
    #expect(!AuditedTree(main: Self.main, master: Self.master + option).finds("DT0508"))
  }
}
