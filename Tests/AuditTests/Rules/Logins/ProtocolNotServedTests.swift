import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("ProtocolNotServed")
struct ProtocolNotServedTests {
  private static let base = "protocols = imap\n"

  @Test(
    "a port of a protocol that is not in protocols",
    arguments: [
      "service pop3-login {\n  inet_listener pop3 {\n    port = 110\n  }\n}\n"
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(dovecot: Self.base + line).findings("DT0812").first).severity == .note)
  }

  @Test(
    "port 0, no port, or a protocol that is",
    arguments: [
      "service pop3-login {\n  inet_listener pop3 {\n    port = 0\n  }\n}\n",
      "service pop3-login {\n  inet_listener pop3 {\n  }\n}\n",
      "service imap-login {\n  inet_listener imap {\n    port = 143\n  }\n}\n",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0812")) }

  @Test("the same in 2.4")
  func new() {
    func finds(_ lines: String) -> Bool {
      AuditedTree(
        dovecot: "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nprotocols = imap\n" + lines,
        dovecotVersion: ProgramVersion(2, 4, 1)
      ).finds("DT0812")
    }
    #expect(finds("service pop3-login {\n  inet_listener pop3 {\n    port = 110\n  }\n}\n"))
    #expect(!finds("service imap-login {\n  inet_listener imap {\n    port = 143\n  }\n}\n"))
  }
}
