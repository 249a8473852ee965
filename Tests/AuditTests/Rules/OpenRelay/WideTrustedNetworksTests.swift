import Audit
import SourceText
import Testing

@Suite("WideTrustedNetworks")
struct WideTrustedNetworksTests {
  @Test(
    "the whole Internet is an error, a wide public network a warning",
    arguments: [
      ("0.0.0.0/0", Finding.Severity.error), ("127.0.0.0/8, [::]/0", .error), ("198.51.0.0/16", .warning),
      ("[2001:db8::]/32", .warning),
    ])
  func bad(networks: String, severity: Finding.Severity) throws {
    let tree = AuditedTree(main: "mynetworks = \(networks)")
    #expect(try #require(tree.findings("DT0101").first).severity == severity)
  }

  @Test(
    "own hosts, private networks and what is taken out are right",
    arguments: [
      "127.0.0.0/8 [::1]/128 10.0.0.0/8", "192.0.2.0/24", "!0.0.0.0/0, 127.0.0.1", "192.168.0.0/16 100.64.0.0/10",
    ])
  func good(networks: String) { #expect(!AuditedTree(main: "mynetworks = \(networks)").finds("DT0101")) }

  @Test("a service that does not permit mynetworks is not told")
  func unused() {
    let tree = AuditedTree(
      main: "mynetworks = 0.0.0.0/0\nsmtpd_relay_restrictions = permit_sasl_authenticated, reject_unauth_destination")
    #expect(!tree.finds("DT0101"))
  }
}
