import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("OldTLSForServers")
struct OldTLSForServersTests {
  private static let base = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\n"

  @Test(
    "a floor below 1.2 on port 25",
    arguments: [
      "smtpd_tls_protocols = !SSLv2, !SSLv3",
      "smtpd_tls_protocols = >=TLSv1",
      "smtpd_tls_protocols = TLSv1.1:TLSv1.2",
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(main: Self.base + line).findings("DT0702").first).severity == .note)
  }

  @Test(
    "1.2 and later, the default, the parameter of the other level, and no TLS at all",
    arguments: [
      "smtpd_tls_protocols = >=TLSv1.2",
      "smtpd_tls_protocols = !SSLv2,!SSLv3,!TLSv1,!TLSv1.1",
      "",
      "smtpd_tls_mandatory_protocols = >=TLSv1",
      "smtpd_tls_security_level = none\nsmtpd_tls_protocols = >=TLSv1",
    ])
  func good(line: String) { #expect(!AuditedTree(main: Self.base + line).finds("DT0702")) }
}
