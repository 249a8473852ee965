import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

/// The implications of one setting in a few lines of configuration.
struct Implied {
  let all: [Implication]
  let reading: Reading

  init(
    _ name: String, _ files: [(String, String)], version: ProgramVersion = ProgramVersion(2, 3, 19),
    context: Context = Context()
  ) throws {
    var reading = Reading(files, version: version)
    reading.configuration.addDefault(of: name, to: &reading.graph)
    self.reading = reading
    all = reading.configuration.implications(
      of: try #require(reading.resolution(of: name, in: context)), in: reading.graph, files: reading.files)
  }

  init(
    _ name: String, _ text: String, version: ProgramVersion = ProgramVersion(2, 3, 19), context: Context = Context()
  ) throws {
    try self.init(name, [("/etc/dovecot/dovecot.conf", text)], version: version, context: context)
  }

  var moot: [Implication] { all.filter(\.makesMoot) }
  var actions: [Remedy.Action?] { all.map { $0.remedy?.action } }
  func says(_ words: String) -> Bool { all.contains { $0.sentence.contains(words) } }
}

@Suite("Whether any process reads a value")
struct ReaderTruthTests {
  private static let imap = Context(protocolName: "imap")

  @Test("the settings of a plugin that no mail_plugins loads do nothing, and the plugin is added to the list")
  func missingPlugin() throws {
    let text = "mail_plugins = acl\nplugin {\n  quota = count\n}\n"
    let quota = try Implied("plugin/quota", text)
    #expect(quota.moot.map(\.sentence) == ["No mail_plugins loads the plugin quota, and only that reads plugin/quota."])
    #expect(quota.actions == [.set("mail_plugins", value: "acl quota")])
    let loaded =
      "mail_plugins = acl\nprotocol imap {\n  mail_plugins = $mail_plugins quota\n}\nplugin {\n  quota = count\n}\n"
    #expect(try Implied("plugin/quota", loaded).moot.isEmpty)
  }

  @Test("the longest name of a plugin counts")
  func longestPrefix() {
    #expect(PluginOfSetting.name(of: "plugin/quota_clone_dict", is2_4: false)?.names == ["quota_clone"])
    #expect(PluginOfSetting.name(of: "plugin/quota_rule2", is2_4: false)?.names == ["quota"])
    #expect(PluginOfSetting.name(of: "plugin/quotable", is2_4: false) == nil)
    #expect(PluginOfSetting.name(of: "quota_storage_size", is2_4: true)?.names == ["quota"])
    #expect(PluginOfSetting.name(of: "ssl", is2_4: true) == nil)
  }

  @Test("imap's settings do nothing where protocols does not name imap")
  func disabledProtocol() throws {
    let off = try Implied("imap_idle_notify_interval", "protocols = pop3\nimap_idle_notify_interval = 5 mins\n")
    #expect(off.moot.map(\.sentence) == ["protocols = pop3, so no process of imap runs that would read it."])
    #expect(off.actions == [.set("protocols", value: "pop3 imap")])
    #expect(
      try Implied("imap_idle_notify_interval", "protocols = imap\nimap_idle_notify_interval = 5 mins\n").all.isEmpty)
  }

  @Test("imap's setting in protocol pop3 is read by nobody")
  func wrongBlock() throws {
    let text = "protocols = imap pop3\nprotocol pop3 {\n  imap_id_log = *\n}\n"
    let wrong = try Implied("imap_id_log", text, context: Context(protocolName: "pop3"))
    #expect(wrong.moot.map(\.sentence).first?.contains("nothing reads it") == true)
    let right = text.replacing("protocol pop3", with: "protocol imap")
    #expect(try Implied("imap_id_log", right, context: Self.imap).all.isEmpty)
  }

  @Test("a default that nobody wrote is not said to be without effect")
  func unwritten() throws {
    #expect(try Implied("imap_id_log", "protocols = pop3\n").all.isEmpty)
  }

  @Test("two filters that match together and both set it refuse the connection, and the answer says so")
  func conflict() throws {
    let text = "protocol imap {\n  ssl = no\n}\nremote 10.0.0.0/8 {\n  ssl = required\n}\n"
    let implied = try Implied("ssl", text, context: Context(protocolName: "imap", remoteIP: "10.1.1.1"))
    #expect(implied.moot.first?.sentence.contains("both set it and match together") == true)
    #expect(try Implied("ssl", text, context: Self.imap).moot.isEmpty)
  }

  @Test("2.4: a name that only begins like a plugin's is not the plugin's")
  func plainNames() throws {
    let start = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nprotocols = imap lmtp\n"
    func moot(_ name: String, _ value: String) throws -> Int {
      try Implied(name, start + "\(name) = \(value)\n", version: ProgramVersion(2, 4, 1)).moot.count
    }
    #expect(try moot("mail_log_prefix", "x") == 0)
    #expect(try moot("quota_full_tempfail", "yes") == 0)
    #expect(try moot("mail_log_cached_only", "yes") == 1)
    #expect(try moot("crypt_write_algorithm", "aes-256-gcm-sha256") == 1)
  }
}
