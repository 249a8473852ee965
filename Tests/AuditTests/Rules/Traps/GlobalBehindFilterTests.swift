import Audit
import Testing

@Suite("GlobalBehindFilter")
struct GlobalBehindFilterTests {
  private static let block = "protocol imap {\n  mail_max_userip_connections = 20\n}\n"
  private static let line = "mail_max_userip_connections = 50\n"

  @Test("the global line below the block")
  func bad() { #expect(AuditedTree(dovecot: Self.block + Self.line).finds("DT1215")) }

  @Test("the global line above the block is right")
  func good() { #expect(!AuditedTree(dovecot: Self.line + Self.block).finds("DT1215")) }
}
