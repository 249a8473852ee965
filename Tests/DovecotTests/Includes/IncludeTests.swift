import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("An include")
struct IncludeTests {
  private static let main = "/etc/dovecot/dovecot.conf"

  @Test("is read where it stands, so that a later line of the main file wins")
  func order() throws {
    let reading = Reading([
      (Self.main, "!include conf.d/*.conf\nssl = required\n"),
      ("/etc/dovecot/conf.d/10-ssl.conf", "ssl = yes\n"),
      ("/etc/dovecot/conf.d/20-ssl.conf", "ssl = no\n"),
    ])
    let resolution = try #require(reading.resolution(of: "ssl"))
    let winner = try #require(resolution.winner)
    #expect(reading.files.place(of: try #require(reading.graph[winner].origin.span)) == "\(Self.main):2")
    let places = resolution.beaten.compactMap { reading.graph[$0.assignment].origin.span.map(reading.files.place) }
    #expect(places == ["/etc/dovecot/conf.d/20-ssl.conf:1", "/etc/dovecot/conf.d/10-ssl.conf:1"])
    #expect(resolution.beaten.map(\.reason) == [.laterInSameScope, .laterInSameScope, .builtInDefault])
    let chain = reading.graph.includeChain(of: resolution.beaten[0].assignment)
    #expect(chain.map(reading.files.line) == [1])
  }

  @Test("without a match is refused, and an optional one is not")
  func noMatch() {
    let reading = Reading("!include nowhere/*.conf\n!include_try nowhere/*.conf\nssl = no\n")
    #expect(reading.daemonMessages == ["Error in configuration file \(Self.main) line 1: No matches"])
    #expect(reading.value(of: "ssl") == "no")
  }

  @Test("of a file that is still being read is refused, and what follows is still read")
  func loop() {
    let reading = Reading([
      (Self.main, "!include a.conf\nssl = no\n"), ("/etc/dovecot/a.conf", "!include dovecot.conf\nmail_home = /a\n"),
    ])
    #expect(reading.daemonMessages.contains { $0.contains("Recursive include file: \(Self.main)") })
    #expect(reading.value(of: "ssl") == "no")
    #expect(reading.value(of: "mail_home") == "/a")
  }

  @Test("of a later file of the same pattern is a loop, since all of them are opened first")
  func sibling() {
    let reading = Reading([
      (Self.main, "!include conf.d/*.conf\n"), ("/etc/dovecot/conf.d/a.conf", "!include b.conf\n"),
      ("/etc/dovecot/conf.d/b.conf", "ssl = no\n"),
    ])
    #expect(reading.daemonMessages.contains { $0.contains("Recursive include file: /etc/dovecot/conf.d/b.conf") })
  }

  @Test("may leave a block open, and a backslash at its end takes the next line of the including file")
  func borders() {
    let reading = Reading([
      (Self.main, "!include a.conf\n  mail_home = /imap\n}\n!include b.conf\n = /y\n"),
      ("/etc/dovecot/a.conf", "protocol imap {\n"), ("/etc/dovecot/b.conf", "mail_chroot \\"),
    ])
    #expect(reading.value(of: "mail_home", in: Context(protocolName: "imap")) == "/imap")
    #expect(reading.value(of: "mail_chroot") == "/y")
  }

  @Test("that doubles at every step ends with a message instead of never")
  func doubling() {
    var files = [(Self.main, "!include f0\n")]
    for index in 0..<40 {
      files.append(("/etc/dovecot/f\(index)", "!include f\(index + 1)\n!include f\(index + 1)\n"))
    }
    files.append(("/etc/dovecot/f40", "ssl = no\n"))
    let reading = Reading(files)
    #expect(reading.configuration.diagnostics.contains { $0.code == "dovecot.too-many-includes" })
  }

  @Test("a main file that is missing, or a directory, is said with a next step")
  func mainFile() {
    let missing = Reading([("/etc/hosts", "")])
    #expect(missing.configuration.diagnostics.map(\.code) == ["dovecot.missing-main-file"])
    let directory = Reading([("/etc/dovecot/dovecot.conf/x", "")])
    #expect(directory.configuration.diagnostics.map(\.code) == ["dovecot.main-file-is-directory"])
    #expect(missing.isRefused)
  }
}
