import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("An edit")
struct EditTests {
  private static let main = "/etc/dovecot/dovecot.conf"

  private func edited(_ text: String, _ setting: String, to value: String) throws -> String {
    let reading = Reading(text)
    let winner = try #require(reading.resolution(of: setting)?.winner)
    let edit = try reading.configuration.edit(
      of: winner, to: Array(value.utf8), in: reading.graph, files: reading.files)
    return try [edit.edit].applied(to: reading.files[edit.file].bytes).text
  }

  @Test("of a value keeps blanks, quotes and the comment behind it")
  func keepsLayout() throws {
    #expect(try edited("ssl   =  required # why\n", "ssl", to: "yes") == "ssl   =  yes # why\n")
    #expect(try edited("mail_home = '/a b'\r\n", "mail_home", to: "/c d") == "mail_home = '/c d'\r\n")
    #expect(try edited("mail_home=\"/a\"", "mail_home", to: "x\"y") == "mail_home=\"x\\\"y\"")
  }

  @Test("of a value puts it in quotes where it would be read as something else")
  func quotes() throws {
    #expect(try edited("mail_home = /a\n", "mail_home", to: "/a # b") == "mail_home = \"/a # b\"\n")
    #expect(try edited("mail_home = \\\n /a\n", "mail_home", to: "/b") == "mail_home = \\\n /b\n")
  }

  @Test("comments out every line of a continued assignment")
  func commentsOut() throws {
    let reading = Reading("ssl = no\n  ssl_cipher_list = A \\\n   B\nmail_home = /x\n")
    let winner = try #require(reading.resolution(of: "ssl_cipher_list")?.winner)
    let edits = try reading.configuration.commentingOut(winner, in: reading.graph, files: reading.files)
    let text = try edits.map(\.edit).applied(to: reading.files[edits[0].file].bytes).text
    #expect(text == "ssl = no\n  #ssl_cipher_list = A \\\n   #B\nmail_home = /x\n")
    #expect(Reading(text).resolution(of: "ssl_cipher_list")?.winner == nil)
  }

  private func inserted(_ files: [(String, String)], _ path: String, _ value: String) throws -> (String, String) {
    let reading = Reading(files)
    let edit = try reading.configuration.insertion(
      of: path, value: Array(value.utf8), in: reading.graph, files: reading.files)
    let bytes = try [edit.edit].applied(to: reading.files[edit.file].bytes)
    return (reading.files.path(of: edit.file), bytes.text)
  }

  @Test("adds a setting behind its commented-out example")
  func insertsAtExample() throws {
    let (path, text) = try inserted(
      [
        (Self.main, "!include conf.d/*.conf\n"),
        ("/etc/dovecot/conf.d/10-auth.conf", "# words\n#disable_plaintext_auth = yes\n\nauth_mechanisms = plain\n"),
      ], "disable_plaintext_auth", "no")
    #expect(path == "/etc/dovecot/conf.d/10-auth.conf")
    #expect(text == "# words\n#disable_plaintext_auth = yes\ndisable_plaintext_auth = no\n\nauth_mechanisms = plain\n")
  }

  @Test("adds a setting to the block it belongs to, or opens the block at the end of the main file")
  func insertsIntoBlock() throws {
    let block = "service imap-login {\n  process_limit = 5\n}\n"
    #expect(
      try inserted([(Self.main, block)], "service/imap-login/client_limit", "3").1
        == "service imap-login {\n  process_limit = 5\n  client_limit = 3\n}\n")
    #expect(
      try inserted([(Self.main, "ssl = no")], "service/auth/unix_listener/\\sx/mode", "0600").1
        == "ssl = no\nservice auth {\n  unix_listener /x {\n    mode = 0600\n  }\n}\n")
  }

  @Test("behind an assignment of the same scope wins over it")
  func insertsBehindWinner() throws {
    let (_, text) = try inserted([(Self.main, "#ssl = yes\nssl = no\nmail_home = /x\n")], "ssl", "required")
    #expect(text == "#ssl = yes\nssl = no\nssl = required\nmail_home = /x\n")
  }
}
