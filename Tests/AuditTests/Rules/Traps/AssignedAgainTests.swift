import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("AssignedAgain")
struct AssignedAgainTests {
  @Test("main.cf twice: a warning at the line that counts, then the other")
  func badPostfix() throws {
    let tree = AuditedTree(main: "relayhost = [a.example]\nbiff = no\nrelayhost = [b.example]")
    let finding = try #require(tree.findings("DT1201").first)
    #expect(finding.severity == .warning)
    #expect(tree.lines(finding) == [4, 2])
  }

  @Test("a line of dovecot.conf that conf.d beats is a warning, an override by local.conf a note")
  func badDovecot() {
    let main = "ssl = required\n!include conf.d/*.conf\n!include_try local.conf\n"
    let beaten = AuditedTree(dovecot: main, others: ["/etc/dovecot/conf.d/10-ssl.conf": "ssl = yes\n"])
    #expect(beaten.findings("DT1201").map(\.severity) == [.warning])
    let files = ["/etc/dovecot/conf.d/10-ssl.conf": "ssl = yes\n", "/etc/dovecot/local.conf": "ssl = required\n"]
    let own = AuditedTree(dovecot: "!include conf.d/*.conf\n!include_try local.conf\n", others: files)
    #expect(own.findings("DT1201").map(\.severity) == [.note])
  }

  @Test("the same value, a value that takes in the one before, and another scope are right")
  func good() {
    #expect(!AuditedTree(main: "biff = no\nbiff = no").finds("DT1201"))
    let package = ["/usr/share/dovecot/protocols.d/imapd.protocol": "protocols = $protocols imap\n"]
    let own = "!include_try /usr/share/dovecot/protocols.d/*.protocol\nprotocols = imap pop3\n"
    #expect(!AuditedTree(dovecot: own, others: package).finds("DT1201"))
    #expect(!AuditedTree(dovecot: "protocols = imap\nprotocols = $protocols pop3\n").finds("DT1201"))
    #expect(!AuditedTree(dovecot: "ssl = yes\nprotocol pop3 {\n  ssl = no\n}\n").finds("DT1201"))
  }

  @Test("a secret is not shown")
  func secret() throws {
    let tree = AuditedTree(dovecot: "ssl_key_password = one\nssl_key_password = other\n")
    let message = try #require(tree.findings("DT1201").first).message
    #expect(!message.contains("one ") && !message.contains("other"))
  }
}
