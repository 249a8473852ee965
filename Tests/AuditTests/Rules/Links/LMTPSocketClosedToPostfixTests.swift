import Audit
import Testing

@Suite("LMTPSocketClosedToPostfix")
struct LMTPSocketClosedToPostfixTests {
  private static let main = "virtual_transport = lmtp:unix:private/dovecot-lmtp\n"
  private static let master = AuditedTree.stockMaster + "lmtp unix - - n - - lmtp\n"
  private func tree(_ lines: String) -> AuditedTree {
    let socket = "unix_listener /var/spool/postfix/private/dovecot-lmtp {\n    \(lines)\n  }"
    return AuditedTree(
      dovecot: "protocols = lmtp\nservice lmtp {\n  \(socket)\n}\n", main: Self.main, master: Self.master)
  }

  @Test("a socket of root alone")
  func bad() { #expect(tree("mode = 0600").finds("DT0605")) }

  @Test("Postfix' own socket is right")
  func good() { #expect(!tree("mode = 0600\n    user = postfix").finds("DT0605")) }
}
