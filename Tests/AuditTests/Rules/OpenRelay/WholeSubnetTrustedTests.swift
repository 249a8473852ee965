import Audit
import SourceText
import Testing

@Suite("WholeSubnetTrusted")
struct WholeSubnetTrustedTests {
  @Test("a class is a warning, a subnet a note", arguments: [("class", Finding.Severity.warning), ("subnet", .note)])
  func bad(style: String, severity: Finding.Severity) throws {
    let tree = AuditedTree(main: "mynetworks_style = \(style)")
    #expect(try #require(tree.findings("DT0107").first).severity == severity)
  }

  @Test(
    "hosts, a list of one's own that makes it moot, and a machine that nobody reaches are right",
    arguments: [
      "mynetworks_style = host", "mynetworks_style = class\nmynetworks = 127.0.0.0/8",
      "mynetworks_style = class\ninet_interfaces = loopback-only",
    ])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0107")) }
}
