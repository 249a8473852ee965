import Audit
import Testing

@Suite("HELORulesNotAsked")
struct HELORulesNotAskedTests {
  private static let rules = "smtpd_helo_restrictions = reject_invalid_helo_hostname\n"

  @Test("without smtpd_helo_required the list can be avoided")
  func bad() throws {
    #expect(try #require(AuditedTree(main: Self.rules).findings("DT0204").first).fix?.isSafe == false)
  }

  @Test("with it, or without rules, all is right")
  func good() {
    #expect(!AuditedTree(main: Self.rules + "smtpd_helo_required = yes").finds("DT0204"))
    #expect(!AuditedTree(main: "smtpd_helo_restrictions = permit_mynetworks").finds("DT0204"))
  }
}
