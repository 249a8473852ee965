import MailServer
import SettingsGraph
import SourceText
import Testing

@Suite("Sizes that stop what another lets in")
struct SizeTruthTests {
  private func implications(
    _ name: String, _ main: String, _ master: String = "", dovecot: String? = nil, _ context: Context = Context()
  ) throws -> [Implication] {
    var server = MemoryServer.reading(dovecot: dovecot, main: main, master: master)
    let setting = try server.find(SettingQuestion(name))
    return try #require(server.explanation(of: setting, in: context)).implications
  }

  @Test("a message larger than a mailbox may be ends local, and the smaller limit is the line to edit")
  func mailboxes() throws {
    let main = "message_size_limit = 60000000\nmailbox_size_limit = 50000000\n"
    let asked = try implications("message_size_limit", main)
    #expect(asked.map(\.makesMoot) == [false])
    #expect(asked.first?.sentence.contains("local ends with a fatal error") == true)
    #expect(asked.first?.remedy?.action == .set("mailbox_size_limit", value: "60000000"))
    #expect(try implications("mailbox_size_limit", main).map(\.makesMoot) == [true])
    #expect(try implications("message_size_limit", "message_size_limit = 50000000\nmailbox_size_limit = 0\n").isEmpty)
    // Without a limit, any message may come.
    #expect(
      try implications("message_size_limit", "message_size_limit = 0\n").first?.remedy?.action
        == .set("mailbox_size_limit", value: "0"))
  }

  @Test("an option of smtpd above main.cf has no effect, since cleanup takes the message; below it has")
  func option() throws {
    let context = Context(service: "submission")
    func asked(_ size: Int, cleanup: String = "") throws -> [Implication] {
      let master =
        "submission inet n - n - - smtpd\n  -o message_size_limit=\(size)\ncleanup unix n - n - 0 cleanup\n\(cleanup)"
      return try implications("message_size_limit", "mailbox_size_limit = 0\n", master, context)
    }
    let larger = try asked(50_000_000)
    #expect(larger.map(\.makesMoot) == [true])
    #expect(larger.first?.sentence.contains("message_size_limit = 10240000 (built-in default)") == true)
    #expect(larger.first?.remedy?.action == .setEverywhere("message_size_limit", value: "50000000"))
    #expect(try asked(1000).isEmpty)
    #expect(try asked(50_000_000, cleanup: "  -o message_size_limit=60000000\n").isEmpty)
  }

  @Test("Dovecot's limit for one message is told where Postfix takes more")
  func dovecot() throws {
    let dovecot = "mail_plugins = quota\nplugin {\n  quota_max_mail_size = 5M\n}\n"
    #expect(
      try implications("message_size_limit", "", dovecot: dovecot).first?.sentence.contains(
        "Dovecot refuses what is larger than plugin/quota_max_mail_size = 5") == true)
    #expect(
      try implications("plugin/quota_max_mail_size", "", dovecot: dovecot).contains {
        $0.sentence.contains("it bounces")
      })
    #expect(try implications("message_size_limit", "message_size_limit = 5242880\n", dovecot: dovecot).isEmpty)
  }
}
