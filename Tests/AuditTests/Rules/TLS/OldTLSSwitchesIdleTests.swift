import Audit
import Testing

@Suite("OldTLSSwitchesIdle")
struct OldTLSSwitchesIdleTests {
  @Test(
    "a switch that says another thing than the level",
    arguments: [
      "smtpd_use_tls = yes\nsmtpd_tls_security_level = none",
      "smtpd_enforce_tls = yes\nsmtpd_tls_security_level = may",
    ])
  func bad(line: String) { #expect(AuditedTree(main: line).finds("DT0735")) }

  @Test(
    "a switch alone, or one that says the same",
    arguments: [
      "smtpd_use_tls = yes",
      "smtpd_use_tls = yes\nsmtpd_tls_security_level = may",
      "smtpd_enforce_tls = yes\nsmtpd_tls_security_level = encrypt",
    ])
  func good(line: String) { #expect(!AuditedTree(main: line).finds("DT0735")) }

  @Test("a service that is stricter than the switch is no fault")
  func service() {
    let master = "587 inet n - n - - smtpd\n  -o smtpd_tls_security_level=encrypt\n"
    #expect(!AuditedTree(main: "smtpd_use_tls = yes", master: master).finds("DT0735"))
  }
}
