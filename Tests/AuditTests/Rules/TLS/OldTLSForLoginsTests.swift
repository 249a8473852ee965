import Audit
import SourceText
import Testing

@Suite("OldTLSForLogins")
struct OldTLSForLoginsTests {
  private static let submission = "submission inet n - n - - smtpd\n"

  @Test("a floor below 1.2 that somebody wrote", arguments: ["TLSv1", "TLSv1.1", "ANY"])
  func badDovecot(floor: String) throws {
    let tree = AuditedTree(dovecot: "protocols = imap\nssl_min_protocol = \(floor)\n")
    #expect(try #require(tree.findings("DT0701").first).listeners == ["port 143", "port 993"])
  }

  @Test("mandatory TLS has a parameter of its own", arguments: [">=TLSv1", "!SSLv2, !SSLv3", "TLSv1, TLSv1.2"])
  func badPostfix(protocols: String) {
    let main =
      "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = encrypt\nsmtpd_tls_mandatory_protocols = \(protocols)\n"
    #expect(AuditedTree(main: main, master: Self.submission).finds("DT0701"))
  }

  @Test(
    "1.2 and later, defaults, and the parameter of the other level",
    arguments: [
      "smtpd_tls_mandatory_protocols = >=TLSv1.2", "smtpd_tls_mandatory_protocols = !SSLv2, !SSLv3, !TLSv1, !TLSv1.1",
      "smtpd_tls_mandatory_protocols = TLSv1.2, TLSv1.3", "", "smtpd_tls_protocols = >=TLSv1",
    ])
  func good(line: String) {
    let main = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = encrypt\n\(line)\n"
    #expect(!AuditedTree(main: main, master: Self.submission).finds("DT0701"))
    #expect(!AuditedTree(dovecot: "protocols = imap\nssl_min_protocol = TLSv1.2\n").finds("DT0701"))
  }
}
