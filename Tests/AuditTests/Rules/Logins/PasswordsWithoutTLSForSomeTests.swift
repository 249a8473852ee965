import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("PasswordsWithoutTLSForSome")
struct PasswordsWithoutTLSForSomeTests {
  private static let base = "protocols = imap\nssl = yes\n"

  @Test(
    "a network without TLS",
    arguments: [
      "remote 198.51.100.0/24 {\n  disable_plaintext_auth = no\n}\n",
      "remote 10.0.0.0/8 {\n  disable_plaintext_auth = no\n}\n",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0817")) }

  @Test(
    "the other way round, the machine itself, and what is no network of clients",
    arguments: [
      "remote 198.51.100.0/24 {\n  disable_plaintext_auth = yes\n}\n",
      "remote 127.0.0.0/8 {\n  disable_plaintext_auth = no\n}\n",
      "local 192.0.2.1 {\n  disable_plaintext_auth = no\n}\n",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0817")) }

  @Test("a private network is a note")
  func severity() throws {
    func severity(_ network: String) throws -> Finding.Severity {
      let block = "remote \(network) {\n  disable_plaintext_auth = no\n}\n"
      return try #require(AuditedTree(dovecot: Self.base + block).findings("DT0817").first).severity
    }
    #expect(try severity("10.0.0.0/8") == .note)
    #expect(try severity("198.51.100.0/24") == .warning)
  }
}
