import SettingsGraph
import Testing

@testable import Dovecot

@Suite("Passwords without TLS")
struct CleartextTruthTests {
  private static let header = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"

  @Test("2.3: ssl = required makes no moot, and ssl = yes is the way out")
  func required() throws {
    let implied = try Implied("disable_plaintext_auth", "disable_plaintext_auth = no\nssl = required\n")
    #expect(implied.moot.count == 1)
    #expect(implied.actions == [.set("ssl", value: "yes")])
  }

  @Test("2.4: the pair is refused, from either side")
  func refused() throws {
    let text = Self.header + "auth_allow_cleartext = yes\nssl = required\n"
    #expect(try Implied("auth_allow_cleartext", text, version: ProgramVersion(2, 4, 1)).moot.count == 1)
    #expect(try Implied("ssl", text, version: ProgramVersion(2, 4, 1)).says("refuses auth_allow_cleartext = yes"))
  }

  @Test("the server's own address and a trusted network count as secured, whatever the setting says")
  func secured() throws {
    let same = Context(localIP: "192.0.2.1", remoteIP: "192.0.2.1")
    #expect(try Implied("disable_plaintext_auth", "disable_plaintext_auth = yes\n", context: same).moot.count == 1)
    let trusted = "login_trusted_networks = 10.0.0.0/8\ndisable_plaintext_auth = yes\n"
    let inside = Context(localIP: "192.0.2.1", remoteIP: "10.1.2.3")
    #expect(try Implied("disable_plaintext_auth", trusted, context: inside).moot.count == 1)
    let outside = Context(localIP: "192.0.2.1", remoteIP: "198.51.100.1")
    #expect(try Implied("disable_plaintext_auth", trusted, context: outside).all.isEmpty)
    #expect(try Implied("disable_plaintext_auth", trusted).says("log in without TLS all the same"))
  }

  @Test("2.4 with ssl = required does not count a trusted network")
  func trustedIn2_4() throws {
    let text = Self.header + "ssl = required\nlogin_trusted_networks = 10.0.0.0/8\n"
    let implied = try Implied(
      "auth_allow_cleartext", text, version: ProgramVersion(2, 4, 1), context: Context(remoteIP: "10.1.2.3"))
    #expect(implied.moot.isEmpty)
  }
}
