import Audit
import Testing

@Suite("SASLSocketNotThere")
struct SASLSocketNotThereTests {
  private static let main = "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\nsmtpd_sasl_path = private/auth\n"
  private static func dovecot(_ path: String) -> String { "service auth {\n  unix_listener \(path) {\n  }\n}\n" }

  @Test("no listener at the place that smtpd looks at")
  func bad() throws {
    let tree = AuditedTree(dovecot: Self.dovecot("/var/spool/postfix/private/auth-client"), main: Self.main)
    #expect(try #require(tree.findings("DT0601").first).listeners == ["smtp/inet"])
    let absolute = AuditedTree(
      dovecot: Self.dovecot("/var/spool/postfix/private/auth"),
      main: Self.main.replacing("private/auth", with: "/var/spool/postfix/private/auth"))
    #expect(absolute.finds("DT0601"))
  }

  @Test("the same place, another machine, or no Dovecot in the tree")
  func good() {
    #expect(!AuditedTree(dovecot: Self.dovecot("/var/spool/postfix/private/auth"), main: Self.main).finds("DT0601"))
    let remote = Self.main.replacing("private/auth", with: "inet:192.0.2.7:12345")
    #expect(!AuditedTree(dovecot: "", main: remote).finds("DT0601"))
    #expect(!AuditedTree(main: Self.main).finds("DT0601"))
  }
}
