import SettingsGraph
import Testing

@testable import Dovecot

@Suite("Names that this version does not know")
struct MisnamedSettingsTests {
  private func mentions(of name: String, _ text: String, _ version: ProgramVersion) -> [UnreadMention] {
    let reading = Reading(text, version: version)
    return reading.configuration.unreadMentions(of: name, in: reading.graph, files: reading.files)
  }

  private static let header = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"

  @Test("a name of 2.3 is told with its name in 2.4; a value that is written otherwise is translated")
  func renamed() throws {
    let found = try #require(
      mentions(of: "auth_allow_cleartext", Self.header + "disable_plaintext_auth = no\n", ProgramVersion(2, 4, 1)).first
    )
    #expect(found.reason == .obsoleteName(new: "auth_allow_cleartext"))
    #expect(found.explanation.contains("its value is written otherwise"))
    #expect(found.meaning == Array("yes".utf8))
    guard case .replace(_, let bytes)? = found.remedy?.action else { return #expect(Bool(false)) }
    #expect(bytes == Array("auth_allow_cleartext = yes".utf8))
  }

  @Test("what the value alone does not tell is left to a person")
  func untranslated() throws {
    for line in ["mail_location = maildir:~/Maildir:INDEX=/x", "ssl_cert = $cert", "mail_location = maildir:/srv/%Lu"] {
      let name = line.hasPrefix("ssl") ? "ssl_server_cert_file" : "mail_path"
      let found = try #require(mentions(of: name, Self.header + line + "\n", ProgramVersion(2, 4, 1)).first)
      #expect(found.meaning == nil && found.remedy?.action == Remedy.Action.none, "\(line)")
    }
  }

  @Test("a translated value is that of the other line, both ways")
  func translations() {
    func translated(_ name: String, _ value: String, _ version: ProgramVersion) -> String? {
      TranslatedSetting(name, value, to: version)?.text(indent: "  ")
    }
    let (old, new) = (ProgramVersion(2, 3, 19), ProgramVersion(2, 4, 1))
    #expect(translated("ssl_key", "< /etc/a.key", new) == "ssl_server_key_file = /etc/a.key")
    #expect(translated("ssl_prefer_server_ciphers", "yes", new) == "ssl_server_prefer_ciphers = server")
    #expect(translated("verbose_ssl", "yes", new) == "log_debug = category=ssl")
    #expect(translated("verbose_ssl", "no", new) == nil)
    #expect(
      translated("mail_location", "mbox:~/mail/%d", new) == "mail_path = ~/mail/%{user | domain}\n  mail_driver = mbox")
    #expect(translated("ssl_server_cert_file", "/etc/a.pem", old) == "ssl_cert = </etc/a.pem")
    #expect(translated("ssl_server_prefer_ciphers", "client", old) == "ssl_prefer_server_ciphers = no")
    #expect(translated("disable_plaintext_auth", "perhaps", new) == nil)
  }

  @Test("a slip is told with the name that is near, and corrected")
  func slip() throws {
    let found = try #require(
      mentions(of: "auth_mechanisms", "auth_mechanism = plain\n", ProgramVersion(2, 3, 19)).first)
    #expect(found.reason == .unknownName)
    #expect(found.explanation.contains("auth_mechanisms is near"))
    guard case .replace(_, let bytes)? = found.remedy?.action else { return #expect(Bool(false)) }
    #expect(bytes == Array("auth_mechanisms".utf8))
  }

  @Test("a name of 2.4 in a tree of 2.3 is told with its name there, any other with its version")
  func newer() throws {
    let renamed = mentions(of: "disable_plaintext_auth", "auth_allow_cleartext = yes\n", ProgramVersion(2, 3, 19))
    #expect(renamed.first?.explanation.contains("a name of Dovecot 2.4. In 2.3 it is disable_plaintext_auth") == true)
    let other = mentions(of: "mail_driver", "mail_driver = mbox\n", ProgramVersion(2, 3, 19))
    #expect(other.first?.explanation == "Dovecot 2.3.19 knows no mail_driver. It belongs to Dovecot 2.4.")
  }

  @Test("a name in a block of 2.3 that was never closed is told with the block; 2.4 takes it there")
  func unclosed() throws {
    let text = "service auth {\nssl = required\n"
    let found = try #require(mentions(of: "ssl", text, ProgramVersion(2, 3, 19)).first)
    #expect(found.explanation.contains("It is one outside of all blocks."))
    #expect(found.remedy?.sentence.contains("Close the block that begins at /etc/dovecot/dovecot.conf:1") == true)
    #expect(mentions(of: "ssl", Self.header + text, ProgramVersion(2, 4, 1)).isEmpty)
  }

  @Test("every name of 2.3 in the table is known to 2.3, and its new name to 2.4")
  func table() {
    let old = Catalogue(for: ProgramVersion(2, 3, 19))
    let new = Catalogue(for: ProgramVersion(2, 4, 1))
    for (name, current) in RenamedSettings.table {
      #expect(new.entry(at: Array(current.utf8)) != nil, "\(current)")
      #expect(new.entry(at: Array(name.utf8)) == nil, "\(name)")
      let isOfMain = old.entries.contains { $0.name.elementsEqual(name.utf8) }
      #expect(isOfMain || RenamedSettings.ofPluginsAndDatabases.contains(name), "\(name)")
    }
    #expect(RenamedSettings.sameValue.isSubset(of: RenamedSettings.table.keys))
  }
}
