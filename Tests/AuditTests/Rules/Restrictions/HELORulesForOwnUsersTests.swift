import Audit
import Testing

@Suite("HELORulesForOwnUsers")
struct HELORulesForOwnUsersTests {
  private func tree(_ list: String, port: String = "587") -> AuditedTree {
    AuditedTree(
      main: "smtpd_helo_restrictions = \(list)",
      master: "\(port) inet n - n - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n  -o smtpd_tls_security_level=encrypt\n")
  }

  @Test("a HELO rule before a login counts")
  func bad() {
    #expect(tree("permit_mynetworks, reject_non_fqdn_helo_hostname").finds("DT0203"))
    #expect(tree("reject_invalid_helo_hostname, permit_sasl_authenticated").finds("DT0203"))
  }

  @Test("behind the login, only logged, or on the port of servers it is right")
  func good() {
    #expect(!tree("permit_sasl_authenticated, reject_non_fqdn_helo_hostname").finds("DT0203"))
    #expect(!tree("warn_if_reject reject_non_fqdn_helo_hostname").finds("DT0203"))
    #expect(!tree("reject_non_fqdn_helo_hostname", port: "25").finds("DT0203"))
  }
}
