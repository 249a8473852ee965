import Audit
import Testing

@Suite("SmugglingExclusionsTooWide")
struct SmugglingExclusionsTooWideTests {
  @Test("a network of strangers", arguments: ["0.0.0.0/0", "198.0.0.0/8"])
  func bad(networks: String) {
    #expect(AuditedTree(main: "smtpd_forbid_bare_newline_exclusions = \(networks)").finds("DT0302"))
  }

  @Test("the default, and single hosts, are right", arguments: ["$mynetworks", "192.0.2.7", "10.0.0.0/8"])
  func good(networks: String) {
    #expect(!AuditedTree(main: "smtpd_forbid_bare_newline_exclusions = \(networks)").finds("DT0302"))
  }
}
