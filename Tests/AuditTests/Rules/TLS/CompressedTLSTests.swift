import Audit
import Testing

@Suite("CompressedTLS")
struct CompressedTLSTests {
  private static let base = "protocols = imap\nssl = yes\n"

  @Test(
    "the word that switches compression on",
    arguments: [
      "ssl_options = compression",
      "ssl_options = no_ticket compression",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0710")) }

  @Test(
    "other words",
    arguments: [
      "ssl_options = no_ticket",
      "ssl_options = no_compression",
      "",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0710")) }
}
