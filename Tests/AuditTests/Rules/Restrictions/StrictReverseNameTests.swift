import Audit
import SourceText
import Testing

@Suite("StrictReverseName")
struct StrictReverseNameTests {
  @Test("on the port for other servers it is worth a note")
  func bad() throws {
    let tree = AuditedTree(main: "smtpd_client_restrictions = permit_mynetworks, reject_unknown_client_hostname")
    #expect(try #require(tree.findings("DT0207").first).severity == .note)
  }

  @Test("the milder rule, and one that only logs, are right")
  func good() {
    for rule in ["reject_unknown_reverse_client_hostname", "warn_if_reject reject_unknown_client_hostname"] {
      #expect(!AuditedTree(main: "smtpd_client_restrictions = \(rule)").finds("DT0207"))
    }
  }
}
