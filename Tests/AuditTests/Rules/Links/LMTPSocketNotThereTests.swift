import Audit
import Testing

@Suite("LMTPSocketNotThere")
struct LMTPSocketNotThereTests {
  private static let main = "virtual_transport = lmtp:unix:private/dovecot-lmtp\n"
  private static let master = AuditedTree.stockMaster + "lmtp unix - - n - - lmtp\n"
  private static func dovecot(_ path: String, protocols: String = "lmtp") -> String {
    "protocols = \(protocols)\nservice lmtp {\n  unix_listener \(path) {\n    mode = 0666\n  }\n}\n"
  }

  @Test("another path, and a protocol that is not started")
  func bad() {
    let other = AuditedTree(dovecot: Self.dovecot("/run/dovecot/lmtp2"), main: Self.main, master: Self.master)
    #expect(other.finds("DT0604"))
    let dovecot = Self.dovecot("/var/spool/postfix/private/dovecot-lmtp", protocols: "imap")
    #expect(AuditedTree(dovecot: dovecot, main: Self.main, master: Self.master).finds("DT0604"))
  }

  @Test("the same path, or no Dovecot in the tree, is right")
  func good() {
    let dovecot = Self.dovecot("/var/spool/postfix/private/dovecot-lmtp")
    #expect(!AuditedTree(dovecot: dovecot, main: Self.main, master: Self.master).finds("DT0604"))
    #expect(!AuditedTree(main: Self.main, master: Self.master).finds("DT0604"))
  }
}
