import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("UnknownCipherGrade")
struct UnknownCipherGradeTests {
  private static let base = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\n"

  @Test(
    "a word that is no grade",
    arguments: [
      "smtpd_tls_ciphers = strong",
      "smtpd_tls_ciphers = HIGH:!aNULL",
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(main: Self.base + line).findings("DT0733").first).severity == .error)
  }

  @Test(
    "the five grades in any case",
    arguments: [
      "smtpd_tls_ciphers = high",
      "smtpd_tls_ciphers = Medium",
      "smtpd_tls_mandatory_ciphers = strong",
    ])
  func good(line: String) { #expect(!AuditedTree(main: Self.base + line).finds("DT0733")) }
}
