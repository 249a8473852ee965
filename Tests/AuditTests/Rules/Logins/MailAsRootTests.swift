import Audit
import Testing

@Suite("MailAsRoot")
struct MailAsRootTests {
  private static let base = "protocols = imap\n"

  @Test(
    "0",
    arguments: [
      "first_valid_uid = 0"
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0811")) }

  @Test(
    "any other",
    arguments: [
      "first_valid_uid = 1000",
      "first_valid_uid = 8",
      "",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0811")) }
}
