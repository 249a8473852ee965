import Audit
import Testing

@Suite("CaseFlagReversed")
struct CaseFlagReversedTests {
  private func finds(_ rule: String) -> Bool {
    AuditedTree(main: "header_checks = pcre:/etc/postfix/h", others: ["/etc/postfix/h": rule + "\n"]).finds("DT1115")
  }

  @Test("the flag i switches off that case does not matter", arguments: ["/viagra/i REJECT", "if /x/i\nendif"])
  func bad(rule: String) { #expect(finds(rule)) }

  @Test("no flag, another one, or i twice", arguments: ["/viagra/ REJECT", "/viagra/m REJECT", "/viagra/ii REJECT"])
  func good(rule: String) { #expect(!finds(rule)) }
}
