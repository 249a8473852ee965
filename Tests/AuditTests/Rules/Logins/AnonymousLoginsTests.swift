import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("AnonymousLogins")
struct AnonymousLoginsTests {
  private static let base = "protocols = imap\n"

  @Test(
    "the mechanism is in the list",
    arguments: [
      "auth_mechanisms = plain anonymous",
      "auth_mechanisms = PLAIN ANONYMOUS",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0802")) }

  @Test(
    "it is not",
    arguments: [
      "auth_mechanisms = plain login",
      "listen = 127.0.0.1\nssl = no\nauth_mechanisms = plain",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0802")) }

  @Test("with a smtpd that does not refuse it, strangers send: an error at its port")
  func relay() throws {
    let main =
      "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_tls_security_level = may\nsmtpd_sasl_security_options ="
    let tree = AuditedTree(dovecot: Self.base + "auth_mechanisms = plain anonymous\n", main: main)
    let finding = try #require(tree.findings("DT0802").first)
    #expect(finding.severity == .error && finding.listeners == ["port 25"])
    let refused = main.replacing("options =", with: "options = noanonymous")
    let safe = AuditedTree(dovecot: Self.base + "auth_mechanisms = plain anonymous\n", main: refused)
    #expect(try #require(safe.findings("DT0802").first).severity == .warning)
  }
}
