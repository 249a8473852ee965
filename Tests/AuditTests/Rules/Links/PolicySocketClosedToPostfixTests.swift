import Audit
import Testing

@Suite("PolicySocketClosedToPostfix")
struct PolicySocketClosedToPostfixTests {
  private func tree(_ lines: String) -> AuditedTree {
    let socket = "unix_listener /var/spool/postfix/private/quota-status {\n    \(lines)\n  }"
    return AuditedTree(
      dovecot: "service quota-status {\n  executable = quota-status -p postfix\n  \(socket)\n}\n",
      main: "smtpd_recipient_restrictions = check_policy_service unix:private/quota-status\n",
      master: AuditedTree.stockMaster)
  }

  @Test("a socket of Dovecot alone")
  func bad() { #expect(tree("mode = 0600\n    user = dovecot").finds("DT0615")) }

  @Test("Postfix' own socket, and one of its group, are right")
  func good() {
    #expect(!tree("mode = 0600\n    user = postfix").finds("DT0615"))
    #expect(!tree("mode = 0660\n    group = postfix").finds("DT0615"))
  }
}
