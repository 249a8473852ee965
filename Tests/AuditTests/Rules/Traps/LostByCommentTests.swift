import Audit
import Testing

@Suite("LostByComment")
struct LostByCommentTests {
  @Test("a comment inside a continued value")
  func bad() { #expect(AuditedTree(dovecot: "mail_plugins = quota \\\n# and\n  acl\n").finds("DT1205")) }

  @Test("a continued value without one is right")
  func good() { #expect(!AuditedTree(dovecot: "mail_plugins = quota \\\n  acl\n").finds("DT1205")) }
}
