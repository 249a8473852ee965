import Audit
import Testing

@Suite("PluginsLostInProtocol")
struct PluginsLostInProtocolTests {
  private func finds(_ list: String) -> Bool {
    AuditedTree(
      dovecot: "protocols = imap lmtp\nmail_plugins = quota notify\nprotocol imap {\n  mail_plugins = \(list)\n}\n"
    ).finds("DT1216")
  }

  @Test("a list of its own without quota")
  func bad() { #expect(finds("imap_quota")) }

  @Test("a list that takes in the global one, or names quota, is right")
  func good() {
    #expect(!finds("$mail_plugins imap_quota"))
    #expect(!finds("quota imap_quota"))
  }
}
