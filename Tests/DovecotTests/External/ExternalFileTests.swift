import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("A file of settings besides")
struct ExternalFileTests {
  private static let main = "/etc/dovecot/dovecot.conf"
  private static let sql = "/etc/dovecot/dovecot-sql.conf.ext"

  @Test("is read where args names it, with its own lexer, and its secrets are kept")
  func sql() throws {
    let reading = Reading([
      (Self.main, "passdb {\n  driver = sql\n  args = \(Self.sql)\n}\n"),
      (Self.sql, "driver = mysql\nconnect = host=x \\\n# comment\n  password=y\npassword_query = <a\n"),
    ])
    let connect = try #require(reading.graph.find(.dovecot, "\(Self.sql):connect".utf8))
    let assignment = reading.graph[try #require(reading.graph.assignments(of: connect).first)]
    #expect(assignment.value.revealed(in: reading.files).text == "host=x password=y")
    #expect(assignment.value.shown(in: reading.files) == SettingValue.placeholder)
    #expect(reading.value(of: "\(Self.sql):password_query") == "<a")
    #expect(reading.graph.edges.map(\.to) == [.file(Self.sql)])
    #expect(reading.configuration.externalDocuments.count == 1)
  }

  @Test("includes others, of one include the last first, and none that is open")
  func includes() {
    let reading = Reading([
      (Self.main, "passdb {\n  driver = sql\n  args = \(Self.sql)\n}\n"),
      (Self.sql, "driver = mysql\n!include sql.d/*.conf\n!include_try nothing\nconnect = $ENV:DSN\n"),
      ("/etc/dovecot/sql.d/a.conf", "driver = pgsql\n!include \(Self.sql)\n"),
      ("/etc/dovecot/sql.d/b.conf", "driver = sqlite\n"),
    ])
    #expect(reading.value(of: "\(Self.sql):driver") == "pgsql")
    #expect(
      reading.configuration.diagnostics.map(\.code) == [
        "dovecot.unreadable-external-file", "dovecot.unknown-environment",
      ])
    #expect(reading.configuration.externalDocuments.count == 3)
  }

  @Test("that is missing is said, and what it sets is unknown")
  func missing() {
    let reading = Reading("userdb {\n  driver = ldap\n  args = /etc/dovecot/ldap.ext\n}\n")
    #expect(reading.configuration.diagnostics.map(\.code) == ["dovecot.unreadable-external-file"])
    #expect(!reading.isRefused)
  }

  @Test("of a dict has its maps by number")
  func dict() {
    let reading = Reading([
      (Self.main, "dict {\n  expire = mysql:/etc/dovecot/d.conf.ext\n}\n"),
      (
        "/etc/dovecot/d.conf.ext",
        "connect = a\nmap {\n  table = t\n  fields {\n    u = $u\n  }\n}\nmap {\n  table = v\n}\n"
      ),
    ])
    #expect(reading.value(of: "/etc/dovecot/d.conf.ext:map/0/table") == "t")
    #expect(reading.value(of: "/etc/dovecot/d.conf.ext:map/0/fields/u") == "$u")
    #expect(reading.value(of: "/etc/dovecot/d.conf.ext:map/1/table") == "v")
  }
}
