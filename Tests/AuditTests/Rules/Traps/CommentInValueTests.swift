import Audit
import Testing

@Suite("CommentInValue")
struct CommentInValueTests {
  @Test("Postfix takes it for a part of the list, Dovecot cuts there")
  func bad() {
    #expect(AuditedTree(main: "mynetworks = 127.0.0.0/8 # own").findings("DT1206").count == 1)
    #expect(AuditedTree(dovecot: "login_greeting = ready#1\n").finds("DT1206"))
  }

  @Test("a comment of its own, and a value in quotes, are right")
  func good() {
    #expect(!AuditedTree(main: "# own\nmynetworks = 127.0.0.0/8").finds("DT1206"))
    #expect(!AuditedTree(dovecot: "login_greeting = \"ready#1\"\n").finds("DT1206"))
  }
}
