import Audit
import Testing

@Suite("RelayPasswordInClear")
struct RelayPasswordInClearTests {
  private static let base =
    "relayhost = [relay.example.net]:587\nsmtp_sasl_auth_enable = yes\nsmtp_sasl_password_maps = hash:/etc/postfix/pw\n"

  @Test(
    "passwords are allowed without TLS, and TLS is optional",
    arguments: [
      "smtp_sasl_security_options = noanonymous\nsmtp_tls_security_level = may",
      "smtp_sasl_security_options =",
    ])
  func bad(line: String) { #expect(AuditedTree(main: Self.base + line).finds("DT0714")) }

  @Test(
    "mandatory TLS, no plain password, a relay next door, or a policy",
    arguments: [
      "smtp_sasl_security_options = noanonymous\nsmtp_tls_security_level = encrypt",
      "smtp_tls_security_level = may",
      "smtp_sasl_security_options = noanonymous\nrelayhost = [127.0.0.1]:2525",
      "smtp_sasl_security_options = noanonymous\nsmtp_tls_policy_maps = hash:/etc/postfix/policy",
      "smtp_sasl_security_options = noanonymous\nsmtp_tls_wrappermode = yes\nsmtp_tls_security_level = encrypt",
    ])
  func good(line: String) { #expect(!AuditedTree(main: Self.base + line).finds("DT0714")) }
}
