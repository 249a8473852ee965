import ServerTree
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("Files that no include reads")
struct UnreadFileTests {
  private static let main = "/etc/dovecot/dovecot.conf"

  private func mention(of name: String = "ssl", _ files: [(String, String)]) -> (UnreadMention, Reading)? {
    let reading = Reading(files)
    let mentions = reading.configuration.unreadMentions(of: name, in: reading.graph, files: reading.files)
    return mentions.first { $0.reason == .notIncluded }.map { ($0, reading) }
  }

  /// The bytes of the file after the remedy.
  private func edited(_ found: (UnreadMention, Reading)?) throws -> String? {
    let (mention, reading) = try #require(found)
    guard case .replace(let span, let bytes)? = mention.remedy?.action else { return nil }
    return try [TextEdit(span.range, with: bytes)].applied(to: reading.files[span.file].bytes).text
  }

  @Test(
    "a name that the pattern does not match is told with the pattern, and what kind of copy it looks like",
    arguments: [
      ("10-ssl.conf.dpkg-dist", "the package manager"), ("10-ssl.conf.ucf-old", "the package manager"),
      ("10-ssl.conf~", "an editor"), ("10-ssl.conf.bak", "an editor"),
      ("auth-sql.conf.ext", "only where another file includes it by its name"), ("10-ssl.cnf", "match *.conf"),
    ])
  func passedOver(_ name: String, _ words: String) throws {
    let (mention, reading) = try #require(
      self.mention([
        (Self.main, "!include conf.d/*.conf\n"), ("/etc/dovecot/conf.d/\(name)", "ssl = no\n"),
        ("/etc/dovecot/conf.d/10-a.conf", ""),
      ]))
    #expect(mention.explanation.contains(words))
    #expect(mention.explanation.contains("`!include conf.d/*.conf` (\(Self.main):1) reads names that match *.conf"))
    #expect(mention.cause.map(reading.files.place) == "\(Self.main):1")
  }

  @Test("an include in a comment is named, and loses its #")
  func commentedInclude() throws {
    let found = mention([(Self.main, "#!include_try local.conf\n"), ("/etc/dovecot/local.conf", "ssl = no\n")])
    #expect(try #require(found).0.explanation.contains("is a comment (\(Self.main):1)"))
    #expect(try edited(found) == "!include_try local.conf\n")
  }

  @Test("a relative path begins at the directory of the file that it is written in")
  func anotherDirectory() throws {
    let found = mention([
      (Self.main, "!include conf.d/*.conf\n"), ("/etc/dovecot/conf.d/99.conf", "!include_try local.conf\n"),
      ("/etc/dovecot/local.conf", "ssl = no\n"),
    ])
    #expect(try #require(found).0.explanation.contains("looks for /etc/dovecot/conf.d/local.conf"))
    #expect(try edited(found) == "!include_try /etc/dovecot/local.conf\n")
  }

  @Test("a file that nothing names gets an include at the end of the main file")
  func unnamed() throws {
    let found = mention([(Self.main, "listen = *"), ("/etc/dovecot/extra.conf", "ssl = no\n")])
    #expect(try #require(found).0.explanation == "No include names it.")
    #expect(try edited(found) == "listen = *\n!include extra.conf\n")
  }

  @Test("an include that matches nothing at all is named where the file stands in its directory")
  func emptyMatch() throws {
    let found = mention([(Self.main, "!include_try conf.d/*.cf\n"), ("/etc/dovecot/conf.d/10-ssl.conf", "ssl = no\n")])
    #expect(try #require(found).0.explanation.contains("reads names that match *.cf, and 10-ssl.conf does not"))
  }

  @Test("a file that is read as a database's own, and keys beside the main file, are no neighbours")
  func noNeighbours() {
    let reading = Reading([
      (Self.main, "passdb {\n  driver = sql\n  args = /etc/dovecot/sql.conf.ext\n}\n"),
      ("/etc/dovecot/sql.conf.ext", "driver = mysql\n"), ("/etc/dovecot/users", "ssl = no\n"),
    ])
    #expect(reading.configuration.unreadMentions(of: "driver", in: reading.graph, files: reading.files).isEmpty)
    #expect(reading.configuration.unreadMentions(of: "ssl", in: reading.graph, files: reading.files).isEmpty)
  }
}
