import ServerTree
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("What other settings make of a value")
struct DerivedTruthTests {
  private func implications(
    of name: String, _ text: String, version: ProgramVersion = ProgramVersion(2, 3, 19)
  ) throws -> [Implication] {
    var graph = SettingsGraph()
    var files = SourceFiles()
    let configuration = DovecotConfiguration(
      reading: TreePath("/etc/dovecot/dovecot.conf"),
      of: ServerTree(files: [("/etc/dovecot/dovecot.conf", Array(text.utf8))]),
      version: AssumedVersion(version, source: .option), graph: &graph, files: &files)
    configuration.addDefault(of: name, to: &graph)
    let setting = try #require(graph.find(.dovecot, name.utf8))
    let resolution = configuration.precedence.resolution(of: setting, in: Context(), of: graph)
    return configuration.implications(of: resolution, in: graph, files: files)
  }

  private static let listener = "service imap-login {\n  inet_listener imap {\n    port = 143\n  }\n}\n"

  @Test("a service whose protocol is not offered is not started, and its listeners are moot")
  func protocolNotOffered() throws {
    let path = "service/imap-login/inet_listener/imap/port"
    let off = try implications(of: path, "protocols = pop3 lmtp\n" + Self.listener)
    #expect(off.map(\.makesMoot) == [true])
    #expect(off.first?.sentence == "protocols = pop3 lmtp does not name imap, so service imap-login is not started.")
    #expect(try implications(of: path, "protocols = imap\n" + Self.listener).isEmpty)
  }

  @Test("port = 0 closes a listener, and what else is set for it has no effect")
  func closedListener() throws {
    let text = "protocols = imap\nservice imap-login {\n  inet_listener imaps {\n    port = 0\n    ssl = yes\n  }\n}\n"
    let port = try implications(of: "service/imap-login/inet_listener/imaps/port", text)
    #expect(port.map(\.makesMoot) == [false])
    #expect(try implications(of: "service/imap-login/inet_listener/imaps/ssl", text).map(\.makesMoot) == [true])
  }

  @Test("trusted networks are secured in 2.3 whatever ssl says, and not in 2.4 where it is required")
  func trustedNetworks() throws {
    let old = try implications(of: "login_trusted_networks", "ssl = required\nlogin_trusted_networks = 192.0.2.0/24\n")
    #expect(old.map(\.makesMoot) == [false])
    let new = try implications(
      of: "login_trusted_networks",
      "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nssl = required\nlogin_trusted_networks = 192.0.2.0/24\n",
      version: ProgramVersion(2, 4, 1))
    #expect(new.map(\.makesMoot) == [true])
  }

  @Test("a protocol's own plugin list replaces the global one, unless it takes it in")
  func replacedPlugins() throws {
    let replaced = "mail_plugins = quota\nprotocol imap {\n  mail_plugins = imap_quota\n}\n"
    #expect(try implications(of: "mail_plugins", replaced).count == 1)
    let extended = "mail_plugins = quota\nprotocol imap {\n  mail_plugins = $mail_plugins imap_quota\n}\n"
    #expect(try implications(of: "mail_plugins", extended).isEmpty)
  }

  @Test("with ssl = no the TLS settings are not used; auth_debug switches auth_verbose on")
  func switches() throws {
    #expect(
      try implications(of: "ssl_min_protocol", "ssl = no\nssl_min_protocol = TLSv1.2\n").map(\.makesMoot) == [true])
    #expect(try implications(of: "ssl_min_protocol", "ssl = yes\nssl_min_protocol = TLSv1.2\n").isEmpty)
    #expect(try implications(of: "auth_verbose", "auth_debug = yes\nauth_verbose = no\n").map(\.makesMoot) == [true])
  }

  @Test("what decides over what stands on the graph, with the rule")
  func edges() throws {
    var graph = SettingsGraph()
    var files = SourceFiles()
    let text = "ssl = required\ndisable_plaintext_auth = no\nprotocols = imap\n" + Self.listener
    _ = DovecotConfiguration(
      reading: TreePath("/etc/dovecot/dovecot.conf"),
      of: ServerTree(files: [("/etc/dovecot/dovecot.conf", Array(text.utf8))]),
      version: AssumedVersion(ProgramVersion(2, 3, 19), source: .option), graph: &graph, files: &files)
    let implied = graph.edges.filter { $0.relation == .implies }
    #expect(implied.count == 2)
    #expect(
      implied.contains { $0.explanation.contains("service imap-login is started only where protocols names imap") })
  }

  @Test("are edges with their rule: services, listeners, the protocol that reads a setting, lists of plugins")
  func edgesOfServices() throws {
    let reading = Reading(
      """
      protocols = imap
      mail_plugins = quota
      imap_capability = +X
      service pop3-login {
        inet_listener pop3 {
          port = 0
          address = 127.0.0.1
        }
      }
      protocol imap {
        mail_plugins = fts
      }
      """)
    let graph = reading.graph
    func edges(from: String, to: String) throws -> [String] {
      let nodes = try [from, to].map { Edge.End.setting(try #require(graph.find(.dovecot, $0.utf8))) }
      return graph.edges.filter { $0.relation == .implies && $0.from == nodes[0] && $0.to == nodes[1] }
        .map(\.explanation)
    }
    let listener = "service/pop3-login/inet_listener/pop3"
    #expect(try edges(from: "\(listener)/port", to: "\(listener)/address").count == 1)
    #expect(try edges(from: "protocols", to: "\(listener)/address").first?.contains("pop3") == true)
    #expect(try edges(from: "protocols", to: "imap_capability").first?.contains("imap") == true)
    let replaced = graph.edges.filter { $0.explanation.hasPrefix("a list in a block replaces") }
    #expect(replaced.count == 1)
  }
}
