import Dovecot
import MailServer
import SettingsGraph
import SourceText
import Testing

@Suite("Listeners of Dovecot")
struct DovecotListenerTests {
  private func listeners(_ text: String, version: ProgramVersion = ProgramVersion(2, 3, 19)) -> Listeners {
    Listeners(of: MemoryServer.reading(dovecot: text, dovecotVersion: version))
  }

  private static let statement2_4 = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"

  @Test("only what protocols names is open, with the program's own ports")
  func ownPorts() {
    #expect(listeners("protocols = imap\n").network.map(\.port) == [143, 993])
    #expect(listeners("protocols = imap pop3\n").network.compactMap(\.port).sorted() == [110, 143, 993, 995])
    #expect(listeners("").network.isEmpty)
    let new = listeners(Self.statement2_4 + "protocols = pop3\n", version: ProgramVersion(2, 4, 1))
    #expect(new.network.compactMap(\.port).sorted() == [110, 995])
  }

  @Test("port = 0 closes a listener, and is named as the reason")
  func closed() throws {
    let all = listeners("protocols = imap\nservice imap-login {\n  inet_listener imap {\n    port = 0\n  }\n}\n")
    #expect(all.network.map(\.port) == [993])
    let closed = try #require(all.all.first { $0.service == "imap-login" && $0.name == "imap" })
    #expect(closed.isOpen.by.map(\.name) == ["service/imap-login/inet_listener/imap/port"])
  }

  @Test("with ssl = no the listeners with TLS of their own are not opened")
  func withoutTLS() {
    #expect(listeners("protocols = imap\nssl = no\n").network.map(\.port) == [143])
  }

  @Test("the name of a listener says nothing about TLS")
  func nameMeansNothing() throws {
    let text = "protocols = pop3\nservice pop3-login {\n  inet_listener pop3 {\n    ssl = yes\n  }\n}\n"
    let listener = try #require(listeners(text).onPort(110).first)
    #expect(listener.tls.is(.implicit))
    #expect(listener.protocolName == "pop3s")
  }

  @Test(
    "who logs in without TLS follows ssl and the setting for plaintext",
    arguments: [
      ("yes", "yes", false, Listener.TLSMode.optional), ("yes", "no", true, .optional),
      ("required", "yes", false, .required), ("required", "no", false, .required), ("no", "no", true, .none),
      ("no", "yes", false, .none),
    ])
  func plaintext(ssl: String, disable: String, isAccepted: Bool, mode: Listener.TLSMode) throws {
    let text = "protocols = imap\nssl = \(ssl)\ndisable_plaintext_auth = \(disable)\n"
    let listener = try #require(listeners(text).onPort(143).first)
    #expect(listener.tls.is(mode))
    #expect(listener.logins.plaintextBeforeTLS.is(isAccepted))
    #expect(listener.logins.isOffered.is(!(ssl == "no" && disable == "yes")))
  }

  @Test("2.4 has the setting for plaintext with the opposite sense")
  func cleartext() throws {
    let text = Self.statement2_4 + "protocols = imap\nssl = yes\nauth_allow_cleartext = yes\n"
    let listener = try #require(listeners(text, version: ProgramVersion(2, 4, 1)).onPort(143).first)
    #expect(listener.logins.plaintextBeforeTLS.is(true))
    #expect(listener.logins.plaintextBeforeTLS.by.first?.name == "auth_allow_cleartext")
  }

  @Test("a challenge mechanism needs no TLS unless ssl = required")
  func challenge() throws {
    let open = try #require(listeners("protocols = imap\nauth_mechanisms = plain cram-md5\n").onPort(143).first)
    #expect(open.logins.challengeBeforeTLS.is(true))
    #expect(open.logins.plaintextBeforeTLS.is(false))
    let required = listeners("protocols = imap\nssl = required\nauth_mechanisms = plain cram-md5\n")
    #expect(try #require(required.onPort(143).first).logins.challengeBeforeTLS.is(false))
  }

  @Test("a block for some clients is an exception, not the answer")
  func exceptions() throws {
    let text = "protocols = imap\nremote 192.0.2.0/24 {\n  disable_plaintext_auth = no\n}\n"
    let listener = try #require(listeners(text).onPort(143).first)
    #expect(listener.logins.plaintextBeforeTLS.is(false))
    #expect(listener.logins.exceptions.count == 1)
  }

  @Test("a protocol block decides for its protocol alone")
  func protocolBlock() throws {
    let all = listeners("protocols = imap pop3\nprotocol pop3 {\n  disable_plaintext_auth = no\n}\n")
    #expect(try #require(all.onPort(110).first).logins.plaintextBeforeTLS.is(true))
    #expect(try #require(all.onPort(143).first).logins.plaintextBeforeTLS.is(false))
  }

  @Test("an address of its own beats listen, and decides who reaches it")
  func addresses() throws {
    let text = """
      protocols = imap
      listen = 192.0.2.1
      service imap-login {
        inet_listener imap {
          address = 127.0.0.1, ::1
        }
        inet_listener imaps {
        }
      }
      """
    let all = listeners(text)
    #expect(try #require(all.onPort(143).first).exposure.is(.loopback))
    #expect(try #require(all.onPort(993).first).exposure.is(.public))
  }

  @Test("a socket has its path, mode and owner, and an empty block has the defaults")
  func sockets() throws {
    let text = """
      service auth {
        unix_listener /var/spool/postfix/private/auth {
          mode = 0660
          user = postfix
        }
        unix_listener other {
        }
      }
      """
    let sockets = listeners(text).open.compactMap { $0.span == nil ? nil : $0.socket }
    #expect(
      sockets == [
        Socket(path: "/var/spool/postfix/private/auth", mode: 0o660, user: "postfix", group: ""),
        Socket(path: "/run/dovecot/other", mode: 0o600, user: "", group: ""),
      ])
  }
}
