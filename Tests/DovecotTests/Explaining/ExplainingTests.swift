import ServerTree
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("What is told besides the winner")
struct ExplainingTests {
  private static let main = "/etc/dovecot/dovecot.conf"

  @Test("look-alike lines: commented out, in a file that nothing includes, lost by a comment")
  func mentions() {
    let reading = Reading([
      (Self.main, "!include conf.d/*.conf\n#ssl = yes\nssl = \\\n# words\n"),
      ("/etc/dovecot/conf.d/10-ssl.conf", "ssl = no\n"), ("/etc/dovecot/conf.d/10-ssl.conf.bak", "ssl = required\n"),
    ])
    let mentions = reading.configuration.unreadMentions(of: "ssl", in: reading.graph, files: reading.files)
    #expect(mentions.map(\.reason) == [.commentedOut, .lostByCommentInContinuation, .notIncluded])
    #expect(
      mentions.map { reading.files.place(of: $0.span) } == [
        "\(Self.main):2", "\(Self.main):3", "/etc/dovecot/conf.d/10-ssl.conf.bak:1",
      ])
    #expect(mentions[2].value.map { reading.files.bytes(of: $0).text } == "required")
  }

  @Test("ssl = required makes disable_plaintext_auth = no moot, asked from either side")
  func implications() throws {
    let reading = Reading("ssl = required\ndisable_plaintext_auth = no\n")
    func implications(of name: String) throws -> [Implication] {
      reading.configuration.implications(
        of: try #require(reading.resolution(of: name)), in: reading.graph, files: reading.files)
    }
    #expect(try implications(of: "disable_plaintext_auth").map(\.makesMoot) == [true])
    #expect(
      try implications(of: "ssl").map(\.sentence).first?.contains("disable_plaintext_auth = no would be moot") == true)
  }

  @Test("the version that a tree states, and the line that its names belong to")
  func versions() {
    func tree(_ text: String) -> ServerTree { ServerTree(files: [(Self.main, Array(text.utf8))]) }
    let stated = DovecotConfiguration.versionStatement(
      in: tree("# x\ndovecot_config_version = 2.4.1\n"), mainFile: TreePath(Self.main))
    #expect(stated?.version == ProgramVersion(2, 4, 1))
    #expect(stated?.place == "\(Self.main):2")
    #expect(DovecotConfiguration.versionStatement(in: tree("ssl = no\n"), mainFile: TreePath(Self.main)) == nil)
    let old = DovecotConfiguration.syntaxHint(
      in: tree("ssl = no\nmail_location = mbox:~\n"), mainFile: TreePath(Self.main))
    #expect(old?.line == ProgramVersion(2, 3))
    let new = DovecotConfiguration.syntaxHint(in: tree("mail_driver = mbox\n"), mainFile: TreePath(Self.main))
    #expect(new?.line == ProgramVersion(2, 4))
  }

  @Test("an unknown name comes with what was probably meant, or with the version that knows it")
  func unknownNames() {
    let reading = Reading("auth_mechanism = plain\nauth_allow_cleartext = yes\n")
    #expect(reading.configuration.diagnostics.map(\.nextStep)[0].contains("auth_mechanisms"))
    #expect(reading.configuration.diagnostics.map(\.message)[1].contains("2.4"))
    #expect(
      reading.configuration.lookUp("auth_allow_cleartext", in: reading.graph)
        == .unknown(suggestions: [], otherVersion: "2.4.5"))
  }
}
