import Audit
import Testing

@Suite("PasswordsInLog")
struct PasswordsInLogTests {
  private static let base = "protocols = imap\n"

  @Test(
    "passwords, or digests that can be looked up",
    arguments: [
      "auth_debug_passwords = yes",
      "auth_verbose_passwords = plain",
      "auth_verbose_passwords = plain:3",
      "auth_verbose_passwords = sha1",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0801")) }

  @Test(
    "a short digest, or nothing",
    arguments: [
      "auth_verbose_passwords = sha1:6",
      "auth_verbose_passwords = no",
      "auth_debug_passwords = no",
      "auth_debug = yes",
      "",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0801")) }
}
