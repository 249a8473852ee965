import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("OldMechanisms")
struct OldMechanismsTests {
  private static let base = "protocols = imap\n"

  @Test(
    "a challenge over readable passwords",
    arguments: [
      "auth_mechanisms = plain cram-md5",
      "auth_mechanisms = plain login DIGEST-MD5 ntlm",
      "auth_mechanisms = plain apop",
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(dovecot: Self.base + line).findings("DT0803").first).severity == .note)
  }

  @Test(
    "plain inside TLS, SCRAM, the default",
    arguments: [
      "auth_mechanisms = plain login",
      "auth_mechanisms = plain scram-sha-256",
      "",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0803")) }
}
