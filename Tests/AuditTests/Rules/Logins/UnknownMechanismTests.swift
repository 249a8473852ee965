import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("UnknownMechanism")
struct UnknownMechanismTests {
  private static let base = "protocols = imap\n"

  @Test(
    "a word that 2.3.19 does not have",
    arguments: [
      "auth_mechanisms = plain cram_md5",
      "auth_mechanisms = plain skey",
      "auth_mechanisms = plain,rpa",
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(dovecot: Self.base + line).findings("DT0804").first).severity == .error)
  }

  @Test(
    "every mechanism that it has",
    arguments: [
      "auth_mechanisms = plain login cram-md5 otp gssapi",
      "auth_mechanisms = PLAIN",
      "auth_mechanisms = plain scram-sha-1 oauthbearer xoauth2 external",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0804")) }

  @Test("the same in 2.4")
  func new() {
    func finds(_ lines: String) -> Bool {
      AuditedTree(dovecot2_4: lines).finds("DT0804")
    }
    #expect(finds("auth_mechanisms = plain skey\n"))
    #expect(!finds("auth_mechanisms = plain scram-sha-256-plus\n"))
  }
}
