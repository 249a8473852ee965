import Audit
import Testing

@Suite("SASLSocketOfAnotherKind")
struct SASLSocketOfAnotherKindTests {
  private static func main(_ path: String) -> String {
    "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = \(path)\n"
  }
  private static let master = "smtp inet n - n - - smtpd\n"

  @Test(
    "a socket for user lookups, or of the login processes",
    arguments: ["/run/dovecot/auth-userdb", "/run/dovecot/auth-login"])
  func bad(path: String) {
    let tree = AuditedTree(dovecot: "protocols = imap\n", main: Self.main(path), master: Self.master)
    #expect(tree.finds("DT0607"))
  }

  @Test("one for clients is right", arguments: ["/run/dovecot/auth-client", "private/auth"])
  func good(path: String) {
    let dovecot = "service auth {\n  unix_listener /var/spool/postfix/private/auth {\n  }\n}\n"
    #expect(!AuditedTree(dovecot: dovecot, main: Self.main(path), master: Self.master).finds("DT0607"))
  }
}
