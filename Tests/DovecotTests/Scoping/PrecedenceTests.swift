import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("Precedence")
struct PrecedenceTests {
  private static let networks = "local 10.0.0.1 {\n  mail_home = /host\n}\nlocal 10.0.0.0/8 {\n  mail_home = /net\n}\n"
  private static let versionLines = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"

  @Test("2.3 prefers the longer mask, 2.4 the block that was opened last")
  func networksByVersion() {
    let context = Context(localIP: "10.0.0.1")
    #expect(Reading(Self.networks).value(of: "mail_home", in: context) == "/host")
    let new = Reading(Self.versionLines + Self.networks, version: ProgramVersion(2, 4, 1))
    #expect(new.value(of: "mail_home", in: context) == "/net")
    #expect(new.resolution(of: "mail_home", in: context)?.beaten.first?.reason == .openedLater)
  }

  @Test("a filter beats the global value that is written after it, and the daemon warns")
  func laterGlobal() {
    let reading = Reading("protocol imap {\n  mail_home = /imap\n}\nmail_home = /all\n")
    #expect(reading.value(of: "mail_home", in: Context(protocolName: "imap")) == "/imap")
    #expect(reading.value(of: "mail_home", in: Context(protocolName: "pop3")) == "/all")
    #expect(reading.daemonMessages.count == 1)
  }

  @Test("two 2.3 filters that match together and are not one below the other are a conflict")
  func conflict() throws {
    let reading = Reading("protocol imap {\n mail_home = /a\n}\nremote 10.0.0.0/8 {\n mail_home = /a\n}\n")
    let resolution = try #require(
      reading.resolution(of: "mail_home", in: Context(protocolName: "imap", remoteIP: "10.1.1.1")))
    #expect(resolution.beaten.map(\.reason) == [.conflict, .builtInDefault])
  }

  @Test("a 2.3 filter is in conflict through the block round another one, even an empty one")
  func conflictThroughOuterBlock() throws {
    let reading = Reading(
      "protocol imap {\n mail_home = /a\n}\nremote 10.0.0.0/8 {\n protocol !pop3 {\n  mail_home = /b\n }\n}\n")
    let resolution = try #require(
      reading.resolution(of: "mail_home", in: Context(protocolName: "imap", remoteIP: "10.1.1.1")))
    #expect(resolution.beaten.map(\.reason) == [.conflict, .builtInDefault])
  }

  @Test("a filter whose fact was not given is told as unknown, with the fact")
  func unknownFact() throws {
    let reading = Reading("ssl = no\nlocal_name *.example.com {\n  ssl = required\n}\n")
    let resolution = try #require(reading.resolution(of: "ssl"))
    #expect(resolution.beaten.map(\.reason).contains(.scopeUnknown(missingFact: "--local-name")))
    #expect(reading.value(of: "ssl", in: Context(localName: "A.example.com")) == "required")
    #expect(reading.value(of: "ssl", in: Context(localName: "a.b.example.com")) == "no")
  }

  @Test("2.4 merges a list key by key until an assignment with =")
  func listsMerge() throws {
    let text = "mail_plugins = a b\nprotocol imap {\n  mail_plugins {\n    c = yes\n    a = no\n  }\n}\n"
    let reading = Reading(Self.versionLines + text, version: ProgramVersion(2, 4, 1))
    #expect(reading.value(of: "mail_plugins", in: Context(protocolName: "imap")) == "b c")
    #expect(reading.value(of: "mail_plugins", in: Context(protocolName: "pop3")) == "a b")
  }

  @Test("2.4 completes a name from the blocks round it and looks outwards for a value")
  func names() {
    let text =
      "mail_driver = maildir\nnamespace inbox {\n  mailbox Trash {\n    auto = create\n  }\n}\n"
      + "service imap-login {\n  inet_listener imaps {\n    port = 994\n  }\n}\n"
    let reading = Reading(Self.versionLines + text, version: ProgramVersion(2, 4, 1))
    #expect(reading.value(of: "namespace/inbox/mailbox/Trash/mailbox_auto") == "create")
    #expect(reading.value(of: "service/imap-login/inet_listener/imaps/inet_listener_port") == "994")
    #expect(
      reading.configuration.lookUp("service/imap-login/inet_listener/imaps/port", in: reading.graph)
        == .known(path: "service/imap-login/inet_listener/imaps/inet_listener_port"))
  }

  @Test("2.4 takes a setting from a group only where the block itself says nothing")
  func groups() throws {
    let group = "group @g x {\n  mail_debug = yes\n  mail_home = /group\n  namespace inbox {\n    prefix = G/\n  }\n}\n"
    let reading = Reading(
      Self.versionLines + group + "@g = x\nmail_home = /own\nnamespace inbox {\n}\n", version: ProgramVersion(2, 4, 5))
    let resolution = try #require(reading.resolution(of: "mail_home"))
    #expect(resolution.beaten.first?.reason == .groupLosesToExplicit)
    #expect(reading.value(of: "mail_home") == "/own")
    var graph = reading.graph
    reading.configuration.addDefault(of: "mail_debug", to: &graph)
    let debug = try #require(graph.find(.dovecot, "mail_debug".utf8))
    let winner = try #require(reading.configuration.precedence.resolution(of: debug, in: Context(), of: graph).winner)
    #expect(graph.name(of: graph[winner].setting) == "@g/x/mail_debug")
  }

  @Test("a value that takes another setting's, or a file's content, is tied to it")
  func edges() {
    let reading = Reading(
      "mail_plugins = a\nmail_home = $mail_plugins/x\nmail_chroot = $mail_plugins b\nssl_cert = <c.pem\n")
    #expect(reading.graph.edges.count == 2)
    #expect(reading.graph.edges.last?.to == .file("/etc/dovecot/c.pem"))
  }
}
