import Audit
import CAllocations
import Dovecot
import MailServer
import Postfix
import SettingsGraph
import Testing

/// A server with hundreds of services, or thousands of settings, costs so many times what one costs.
///
/// Cost is counted, not timed: all bytes that an audit asks of the heap. A rule that goes over all settings for each of
/// them copies or lists what it goes over.
@Suite("A large server")
struct LargeServerTests {
  /// Twice the input may cost this much more; what is sorted takes a little more than twice.
  private static let limit = 2.6

  @Test("of many services with options of their own")
  func services() {
    expectLinear("services", 60) { count in
      let ports = (0..<count).map { number in
        """
        \(10_000 + number) inet n - y - - smtpd
          -o smtpd_tls_security_level=encrypt
          -o smtpd_sasl_auth_enable=yes
          -o smtpd_relay_restrictions=permit_sasl_authenticated,reject
          -o syslog_name=postfix/port\(number)

        """
      }
      return AuditedTree(main: "mynetworks = 127.0.0.0/8", master: ports.joined())
    }
  }

  @Test("of many parameters that others mention")
  func parameters() {
    expectLinear("parameters", 300) { count in
      let names = (0..<count).map { "$word\($0)" }.joined(separator: " ")
      let values = (0..<count).map { "word\($0) = value\($0)\n" }.joined()
      return AuditedTree(main: "proxy_read_maps = \(names)\n\(values)")
    }
  }

  @Test("of many plugin settings of 2.3")
  func pluginSettings() {
    expectLinear("plugin settings", 300) { count in
      AuditedTree(dovecot: "plugin {\n" + (0..<count).map { "  key\($0) = value\n" }.joined() + "}\n")
    }
  }

  @Test("of many services of Dovecot with listeners", arguments: [false, true])
  func dovecotServices(is2_4: Bool) {
    expectLinear("services of Dovecot", 60) { count in
      let services = (0..<count).map { number in
        """
        service own\(number) {
          executable = imap
          unix_listener socket\(number) {
            mode = 0600
          }
          inet_listener port\(number) {
            port = \(10_000 + number)
          }
        }

        """
      }
      return is2_4 ? AuditedTree(dovecot2_4: services.joined()) : AuditedTree(dovecot: services.joined())
    }
  }

  @Test("of many names with settings of their own", arguments: [false, true])
  func localNames(is2_4: Bool) {
    expectLinear("local_name", 150) { count in
      let names = (0..<count).map { "local_name host\($0).example.com {\n  mail_max_userip_connections = 5\n}\n" }
      return is2_4 ? AuditedTree(dovecot2_4: names.joined()) : AuditedTree(dovecot: names.joined())
    }
  }

  private func expectLinear(
    _ name: String, _ count: Int, _ location: SourceLocation = #_sourceLocation, tree: (Int) -> AuditedTree
  ) {
    var costs: [Double] = []
    // What is made once, as the catalogue, is made before anything is counted.
    for size in [1, 1, count, 2 * count] {
      dovetrail_allocations_begin()
      let server = tree(size).server
      let result = AuditResult(of: server)
      costs.append(Double(dovetrail_allocations_end().allocated))
      #expect(server.server.graph.assignments.count >= size, "not all was read", sourceLocation: location)
      #expect(!result.findings.contains { $0.code == "DT1214" }, "refused", sourceLocation: location)
    }
    let ratio = (costs[3] - costs[1]) / max(1, costs[2] - costs[1])
    print("large server, \(name): \(costs), ratio \(ratio)")
    #expect(costs[2] > costs[1], "nothing is counted", sourceLocation: location)
    #expect(ratio < Self.limit, "\(name): \(costs)", sourceLocation: location)
  }
}
