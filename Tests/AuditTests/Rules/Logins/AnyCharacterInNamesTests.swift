import Audit
import Testing

@Suite("AnyCharacterInNames")
struct AnyCharacterInNamesTests {
  private static let base = "protocols = imap\n"

  @Test(
    "an empty list",
    arguments: [
      "auth_username_chars ="
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0810")) }

  @Test(
    "a list, or the default",
    arguments: [
      "auth_username_chars = abc@",
      "",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0810")) }
}
