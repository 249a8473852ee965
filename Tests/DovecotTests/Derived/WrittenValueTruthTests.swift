import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("What the writing of a line does to its value")
struct WrittenValueTruthTests {
  private func edited(_ implied: Implied) throws -> String {
    let implication = try #require(implied.all.first)
    guard case .replace(let span, let bytes)? = implication.remedy?.action else { return "" }
    return try [TextEdit(span.range, with: bytes)].applied(to: implied.reading.files[span.file].bytes).text
  }

  @Test("a # without a blank before it cuts the value; in quotes the value is whole")
  func cut() throws {
    let implied = try Implied("login_greeting", "login_greeting = Mail#1 ready   \n")
    #expect(implied.says("ends at the #"))
    #expect(try edited(implied) == "login_greeting = \"Mail#1 ready\"   \n")
    #expect(Reading(try edited(implied)).value(of: "login_greeting") == "Mail#1 ready")
  }

  @Test("a comment behind a blank is meant as one")
  func comment() throws {
    #expect(try Implied("login_greeting", "login_greeting = Mail # the name\n").all.isEmpty)
    #expect(try Implied("login_greeting", "login_greeting = \"Mail#1\" # the name\n").all.isEmpty)
  }

  @Test("quotes that do not enclose the whole value are a part of it", arguments: ["\"a\" b", "\"a", "a\""])
  func quotes(_ value: String) throws {
    #expect(try Implied("login_greeting", "login_greeting = \(value)\n").says("a part of it"))
  }

  @Test("quotes round the whole value are none", arguments: ["\"a b\"", "'a'", "it's"])
  func enclosing(_ value: String) throws {
    #expect(!(try Implied("login_greeting", "login_greeting = \(value)\n").says("a part of it")))
  }

  @Test("2.4 does not expand the $mail_plugins of 2.3")
  func unexpanded() throws {
    let text = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nmail_plugins = $mail_plugins quota\n"
    #expect(try Implied("mail_plugins", text, version: ProgramVersion(2, 4, 1)).says("does not expand $mail_plugins"))
  }

  @Test("$mail_plugins in a block stands for what was set above it; a later global line is told")
  func earlier() throws {
    let block = "protocol imap {\n  mail_plugins = $mail_plugins imap_quota\n}\n"
    let global = "mail_plugins = quota\n"
    let imap = Context(protocolName: "imap")
    #expect(try Implied("mail_plugins", block + global, context: imap).says("stands for what was set above this line"))
    #expect(!(try Implied("mail_plugins", global + block, context: imap).says("stands for what was set above")))
  }

  @Test("a name of 2.2 that 2.3 reads as another is told")
  func obsolete() throws {
    let implied = try Implied("ssl_min_protocol", "ssl_protocols = TLSv1.2\n")
    #expect(implied.says("ssl_protocols is a name of Dovecot 2.2 or older"))
    #expect(implied.says("reads the line as ssl_min_protocol"))
  }

  @Test("ssl in a filter is ignored where the global one is no")
  func tlsInFilter() throws {
    let filter = "protocol imap {\n  ssl = yes\n}\n"
    let imap = Context(protocolName: "imap")
    #expect(try Implied("ssl", "ssl = no\n" + filter, context: imap).moot.count == 1)
    #expect(try Implied("ssl", "ssl = yes\n" + filter, context: imap).moot.isEmpty)
  }
}
