import Audit
import Testing

@Suite("AuthSocketOpenToAll")
struct AuthSocketOpenToAllTests {
  private static func socket(_ path: String, mode: String) -> String {
    "service auth {\n  unix_listener \(path) {\n    mode = \(mode)\n  }\n}\n"
  }

  @Test("a socket for all users outside of a closed directory")
  func bad() { #expect(AuditedTree(dovecot: Self.socket("/run/auth-client", mode: "0666")).finds("DT0602")) }

  @Test(
    "closed by its mode or its directory, or Dovecot's own",
    arguments: [
      ("/run/auth-client", "0660"), ("/var/spool/postfix/private/auth", "0666"), ("auth-userdb", "0666"),
    ])
  func good(path: String, mode: String) {
    #expect(!AuditedTree(dovecot: Self.socket(path, mode: mode)).finds("DT0602"))
  }
}
