import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("WeakCipherGrade")
struct WeakCipherGradeTests {
  private static let base = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\n"

  @Test(
    "a grade below medium",
    arguments: [
      "smtpd_tls_ciphers = export",
      "smtpd_tls_ciphers = LOW",
      "smtpd_tls_ciphers = null",
    ])
  func bad(line: String) { #expect(AuditedTree(main: Self.base + line).finds("DT0705")) }

  @Test(
    "medium, high, the default, and the parameter of the other level",
    arguments: [
      "smtpd_tls_ciphers = medium",
      "smtpd_tls_ciphers = high",
      "smtpd_tls_mandatory_ciphers = low",
      "",
    ])
  func good(line: String) { #expect(!AuditedTree(main: Self.base + line).finds("DT0705")) }

  @Test("from 3.8 on export and low mean medium; null never means encryption")
  func versions() throws {
    func severity(_ grade: String, _ minor: Int) throws -> Finding.Severity {
      let tree = AuditedTree(main: Self.base + "smtpd_tls_ciphers = \(grade)", postfixVersion: ProgramVersion(3, minor))
      return try #require(tree.findings("DT0705").first).severity
    }
    #expect(try severity("low", 7) == .warning)
    #expect(try severity("low", 8) == .note)
    #expect(try severity("null", 10) == .error)
  }
}
