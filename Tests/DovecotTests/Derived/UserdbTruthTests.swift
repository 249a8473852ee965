import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("Settings that a userdb gives each user")
struct UserdbTruthTests {
  private static let sql =
    "userdb {\n  driver = sql\n  args = /etc/dovecot/sql.conf.ext\n}\nmail_location = maildir:~/Maildir\n"

  private func implied(_ query: String) throws -> Implied {
    try Implied(
      "mail_location",
      [
        ("/etc/dovecot/dovecot.conf", Self.sql),
        ("/etc/dovecot/sql.conf.ext", "driver = mysql\nuser_query = \(query)\n"),
      ])
  }

  @Test("a query that names the field is told with its place")
  func named() throws {
    let implied = try implied("SELECT home, mail FROM users")
    #expect(implied.all.map(\.kind) == [.consequence])
    #expect(implied.says("gives a field mail (/etc/dovecot/sql.conf.ext:2)"))
  }

  @Test("a query that does not name it says nothing, and one with * is unknown")
  func unnamed() throws {
    #expect(try implied("SELECT home, uid FROM mailusers").all.isEmpty)
    #expect(try implied("SELECT * FROM users").all.map(\.kind) == [.unknown])
  }

  @Test("what a Lua userdb gives is not in the configuration, and the command that tells is named")
  func lua() throws {
    let implied = try Implied(
      "mail_location", "userdb {\n  driver = lua\n  args = file=/etc/users.lua\n}\nmail_location = mbox:~\n")
    #expect(implied.all.map(\.kind) == [.unknown])
    #expect(implied.says("doveadm user"))
  }

  @Test("2.4: a limit inside a quota block wins over the field of the userdb, and moves out of the block")
  func shadowed() throws {
    let text = """
      dovecot_config_version = 2.4.1
      dovecot_storage_version = 2.4.1
      mail_plugins = quota
      quota "User quota" {
        storage_size = 1G
      }
      userdb static {
        fields {
          quota_storage_size = 5G
        }
      }

      """
    let implied = try Implied("quota/User\\_quota/quota_storage_size", text, version: ProgramVersion(2, 4, 1))
    #expect(implied.says("wins over the field quota_storage_size"))
    guard case .replace(let span, let bytes)? = implied.all[0].remedy?.action else { return #expect(Bool(false)) }
    let after = try [TextEdit(span.range, with: bytes)].applied(to: implied.reading.files[span.file].bytes).text
    #expect(after.contains("quota \"User quota\" {\n}\nquota_storage_size = 1G\n"))
  }

  @Test("nothing is said of settings that no userdb gives")
  func others() throws {
    #expect(try Implied("ssl", Self.sql).all.allSatisfy { !$0.sentence.contains("userdb") })
  }
}
