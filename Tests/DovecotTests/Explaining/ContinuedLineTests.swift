import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("Lines that a continued value takes in or loses")
struct ContinuedLineTests {
  private func mention(_ text: String, of name: String = "ssl") throws -> (mention: UnreadMention, after: String) {
    let reading = Reading(text)
    let found = try #require(
      reading.configuration.unreadMentions(of: name, in: reading.graph, files: reading.files).first)
    guard case .replace(let span, let bytes)? = found.remedy?.action else { return (found, "") }
    let after = try [TextEdit(span.range, with: bytes)].applied(to: reading.files[span.file].bytes)
    return (found, after.text)
  }

  @Test("a backslash above makes the line a part of that value, and is what has to go")
  func swallowed() throws {
    let (mention, after) = try mention("ssl_cipher_list = A \\\nssl = no\n")
    #expect(mention.reason == .swallowedByContinuation)
    #expect(mention.explanation.contains("The backslash at the end of line 1"))
    #expect(after == "ssl_cipher_list = A \nssl = no\n")
    #expect(Reading(after).value(of: "ssl") == "no")
  }

  @Test("a backslash at the end of one file takes the first line of the next, and is told")
  func acrossFiles() throws {
    let reading = Reading([
      ("/etc/dovecot/dovecot.conf", "!include conf.d/*.conf\n"), ("/etc/dovecot/conf.d/10-a.conf", "listen = * \\\n"),
      ("/etc/dovecot/conf.d/20-b.conf", "ssl = no\nmail_debug = yes\n"),
    ])
    let mentions = reading.configuration.unreadMentions(of: "ssl", in: reading.graph, files: reading.files)
    #expect(mentions.map(\.reason) == [.swallowedByContinuation])
    #expect(mentions.map { reading.files.place(of: $0.cause ?? $0.span) } == ["/etc/dovecot/conf.d/10-a.conf:1"])
    #expect(reading.configuration.diagnostics.map(\.code) == ["dovecot.continued-into-next-file"])
    #expect(reading.value(of: "mail_debug") == "yes")
  }

  @Test("a comment inside a continued value throws away what stood before it, and moves above it")
  func lost() throws {
    let (mention, after) = try mention("ssl = \\\n  # why\n  no\n")
    #expect(mention.reason == .lostByCommentInContinuation)
    #expect(mention.explanation.hasPrefix("The comment at line 2 ends the continued value"))
    #expect(Reading(after).value(of: "ssl") == "no")
  }

  @Test("an empty line does the same")
  func lostByEmptyLine() throws {
    let (mention, after) = try mention("ssl = \\\n\n  no\n")
    #expect(mention.explanation.hasPrefix("The empty line at line 2"))
    #expect(Reading(after).value(of: "ssl") == "no")
  }

  @Test("the remedy of a commented line gives the assignment")
  func commented() throws {
    #expect(try mention("# ssl = no\n").after == "ssl = no\n")
  }
}
