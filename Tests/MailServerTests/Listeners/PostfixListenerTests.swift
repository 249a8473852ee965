import Dovecot
import MailServer
import Postfix
import SettingsGraph
import SourceText
import Testing

@Suite("Listeners of Postfix")
struct PostfixListenerTests {
  private func listeners(_ main: String, _ master: String) -> Listeners {
    Listeners(of: MemoryServer.reading(main: main, master: master))
  }

  private static let submission = "587 inet n - n - - smtpd\n"

  /// The table of what a client meets, seen on port 587 of 3.7.11.
  @Test(
    "TLS and AUTH follow level, wrapper mode and smtpd_tls_auth_only",
    arguments: [
      ("no", "none", "no", Listener.TLSMode.none, true, true), ("no", "none", "yes", .none, false, false),
      ("no", "may", "no", .optional, true, true), ("no", "may", "yes", .optional, false, true),
      ("no", "encrypt", "no", .required, false, true), ("yes", "none", "no", .implicit, false, true),
      ("yes", "", "no", .implicit, false, true), ("no", "", "no", .none, true, true),
    ])
  func tls(
    wrapper: String, level: String, only: String, mode: Listener.TLSMode, plaintext: Bool, isOffered: Bool
  ) throws {
    let main = """
      smtpd_tls_wrappermode = \(wrapper)
      smtpd_tls_security_level = \(level)
      smtpd_tls_auth_only = \(only)
      smtpd_sasl_auth_enable = yes
      """
    let listener = try #require(listeners(main, Self.submission).network.first)
    #expect(listener.tls.is(mode))
    #expect(listener.logins.plaintextBeforeTLS.is(plaintext))
    #expect(listener.logins.isOffered.is(isOffered))
  }

  @Test("the old switches count where the level is empty")
  func oldSwitches() throws {
    #expect(try #require(listeners("smtpd_use_tls = yes\n", Self.submission).network.first).tls.is(.optional))
    #expect(try #require(listeners("smtpd_enforce_tls = yes\n", Self.submission).network.first).tls.is(.required))
    let both = "smtpd_use_tls = yes\nsmtpd_tls_security_level = none\n"
    #expect(try #require(listeners(both, Self.submission).network.first).tls.is(.none))
  }

  @Test("an -o option counts for its listener only, and is named as what decides")
  func options() throws {
    let master = "smtp inet n - n - - smtpd\nsubmissions inet n - n - - smtpd\n  -o smtpd_tls_wrappermode=yes\n"
    let all = listeners("smtpd_tls_security_level = may\n", master)
    #expect(try #require(all.onPort(25).first).tls.is(.optional))
    let wrapped = try #require(all.onPort(465).first)
    #expect(wrapped.protocolName == "submissions")
    #expect(wrapped.tls.by.first?.span != nil)
  }

  @Test("behind postscreen the smtpd of type pass says what is asked of mail")
  func postscreen() throws {
    let master = """
      smtp inet n - n - 1 postscreen
      smtpd pass - - n - - smtpd
        -o smtpd_client_restrictions=reject
      """
    let listener = try #require(listeners("postscreen_tls_security_level = may\n", master).onPort(25).first)
    #expect(listener.tls.is(.optional))
    #expect(listener.context.service == "smtpd/pass")
    #expect(listener.stages.first?.elements.map(\.name) == ["reject"])
  }

  @Test("a class is looked through, and one that contains itself does not hang")
  func classes() throws {
    let main = """
      smtpd_restriction_classes = strict, loop
      strict = reject_unauth_destination, permit
      loop = loop
      smtpd_relay_restrictions = strict, loop
      """
    let listener = try #require(listeners(main, Self.submission).network.first)
    let relay = try #require(listener.stages.first { $0.kind == .relay })
    #expect(relay.elements.map(\.name) == ["reject_unauth_destination", "permit", "loop"])
  }

  @Test(
    "who reaches a listener follows its address, else inet_interfaces",
    arguments: [
      ("all", "25", Exposure.public), ("loopback-only", "25", .loopback), ("all", "127.0.0.1:10025", .loopback),
      ("10.0.0.1, 127.0.0.1", "25", .privateNetwork), ("192.0.2.1", "25", .public), ("all", "[::1]:10026", .loopback),
    ])
  func exposure(interfaces: String, service: String, expected: Exposure) throws {
    let all = listeners("inet_interfaces = \(interfaces)\n", "\(service) inet n - n - - smtpd\n")
    #expect(try #require(all.network.first).exposure.is(expected))
  }

  @Test("a host name that only the resolver knows leaves the exposure unknown")
  func unknownExposure() throws {
    let listener = try #require(listeners("inet_interfaces = mx.example.net\n", Self.submission).network.first)
    #expect(listener.exposure.fact == nil)
    #expect(listener.exposure.missing == "the address of mx.example.net")
  }

  @Test("the recipient list is asked first below compatibility level 3.6")
  func orderOfLists() throws {
    func kinds(_ main: String) throws -> [RestrictionStage.Kind] {
      try #require(listeners(main, Self.submission).network.first).stages.map(\.kind)
    }
    #expect(try kinds("compatibility_level = 3.6\n")[3...4] == [.relay, .recipient])
    #expect(try kinds("compatibility_level = 2\n")[3...4] == [.recipient, .relay])
  }

  @Test("the mechanisms are Dovecot's, and unknown without it")
  func mechanisms() throws {
    let main = "smtpd_sasl_auth_enable = yes\nsmtpd_sasl_type = dovecot\n"
    let both = MemoryServer.reading(
      dovecot: "auth_mechanisms = plain login external\n", main: main, master: Self.submission)
    #expect(try #require(Listeners(of: both).mail.first).logins.mechanisms.fact == ["plain", "login"])
    let alone = try #require(listeners(main, Self.submission).network.first)
    #expect(alone.logins.mechanisms.missing == "the Dovecot configuration")
  }
}
