import Audit
import Testing

@Suite("SASLSocketClosedToPostfix")
struct SASLSocketClosedToPostfixTests {
  private static let main = "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth\n"
  private static func dovecot(_ lines: String) -> String {
    "service auth {\n  unix_listener /var/spool/postfix/private/auth {\n    \(lines)\n  }\n}\n"
  }

  @Test(
    "root's alone, or a group's that Postfix is not in", arguments: ["mode = 0600", "mode = 0660\n    group = mail"])
  func bad(lines: String) { #expect(AuditedTree(dovecot: Self.dovecot(lines), main: Self.main).finds("DT0603")) }

  @Test(
    "Postfix' own, its group's, or everybody's is right",
    arguments: ["mode = 0600\n    user = postfix", "mode = 0660\n    group = postfix", "mode = 0666"])
  func good(lines: String) { #expect(!AuditedTree(dovecot: Self.dovecot(lines), main: Self.main).finds("DT0603")) }

  @Test("another owner of the queue counts as Postfix")
  func owner() {
    let tree = AuditedTree(dovecot: Self.dovecot("user = mta"), main: Self.main + "mail_owner = mta\n")
    #expect(!tree.finds("DT0603"))
  }
}
