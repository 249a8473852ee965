import Testing

@testable import Planning

@Suite("The commands after which a run is in effect")
struct DaemonCommandTests {
  private static func commands(
    _ effects: [(daemon: String, name: String)], paths: [String], tables: [String] = []
  ) -> [String] {
    let effects = effects.map { EffectiveChange(daemon: $0.daemon, name: $0.name, scope: "", before: "a", after: "b") }
    return DaemonCommand.commands(
      for: [WritingFixture.change("c", [], effects: effects)], paths: paths, tables: tables
    ).map(\.command)
  }

  @Test("listeners, protocols and certificates of Dovecot need a reload only")
  func dovecot() {
    for name in ["ssl", "protocols", "service/imap-login/inet_listener/imaps/port", "listen", "ssl_cert"] {
      #expect(Self.commands([("dovecot", name)], paths: ["/etc/dovecot/dovecot.conf"]) == ["doveadm reload"])
    }
    #expect(Self.commands([("dovecot", "base_dir")], paths: []) == ["systemctl restart dovecot"])
  }

  @Test("inet_interfaces and inet_protocols need stop and start; other parameters and master.cf a reload")
  func postfix() {
    for name in ["inet_interfaces", "inet_protocols"] {
      #expect(
        Self.commands([("postfix", name), ("postfix", "mynetworks")], paths: ["/etc/postfix/main.cf"])
          == ["postfix stop && postfix start"])
    }
    #expect(Self.commands([("postfix", "mynetworks")], paths: ["/etc/postfix/main.cf"]) == ["postfix reload"])
    #expect(Self.commands([], paths: ["/etc/postfix/master.cf"]) == ["postfix reload"])
  }

  @Test("a run over both daemons needs both, each with its reasons")
  func both() {
    let effects = [("dovecot", "ssl"), ("postfix", "a"), ("postfix", "b"), ("postfix", "c"), ("postfix", "d")].map {
      EffectiveChange(daemon: $0.0, name: $0.1, scope: "", before: nil, after: "x")
    }
    let commands = DaemonCommand.commands(for: [WritingFixture.change("c", [], effects: effects)], paths: [])
    #expect(commands.map(\.command) == ["doveadm reload", "postfix reload"])
    #expect(commands.map(\.reasons.count) == [1, 1])
    #expect(commands[1].reasons == ["a, b, c and 1 more changed"])
  }

  @Test(
    "the index of a table is rebuilt before anything is reloaded",
    arguments: [
      ("hash:/etc/postfix/transport", ["postmap hash:/etc/postfix/transport"]),
      ("cidr:/x, proxy:lmdb:/etc/postfix/transport", ["postmap lmdb:/etc/postfix/transport"]),
      ("hash:$config_directory/transport", ["postmap hash:/etc/postfix/transport"]),
      ("check_client_access{hash:/etc/postfix/transport}", ["postmap hash:/etc/postfix/transport"]),
      ("pcre:/etc/postfix/transport", []), ("hash:/etc/postfix/other", []), ("/etc/postfix/transport", []),
      ("hash:/etc/postfix/transport hash:/etc/postfix/transport", ["postmap hash:/etc/postfix/transport"]),
    ])
  func tables(value: String, wanted: [String]) {
    #expect(Self.commands([], paths: ["/etc/postfix/transport"], tables: [value]) == wanted)
  }

  @Test("the table of aliases is rebuilt by postalias")
  func aliases() {
    #expect(
      Self.commands([], paths: ["/etc/aliases"], tables: ["hash:/etc/aliases"]) == ["postalias hash:/etc/aliases"])
  }
}
