import Audit
import Testing

@Suite("SecurityLevelLowered")
struct SecurityLevelLoweredTests {
  private static let base = "protocols = imap\nssl = yes\n"

  @Test(
    "level 0 for everybody",
    arguments: [
      "ssl_cipher_list = DEFAULT:@SECLEVEL=0",
      "ssl_cipher_list = ALL:!aNULL:@SECLEVEL=0",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0707")) }

  @Test(
    "level 1, the default, and level 0 for one network",
    arguments: [
      "ssl_cipher_list = DEFAULT:@SECLEVEL=1",
      "",
      "remote 192.0.2.0/24 {\n  ssl_cipher_list = DEFAULT:@SECLEVEL=0\n}",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0707")) }
}
