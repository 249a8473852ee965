import Audit
import Testing

@Suite("PatternWithoutBound")
struct PatternWithoutBoundTests {
  private func finds(_ rule: String) -> Bool {
    AuditedTree(main: "header_checks = pcre:/etc/postfix/h", others: ["/etc/postfix/h": rule + "\n"]).finds("DT1110")
  }

  @Test("repeats inside repeats", arguments: ["/^(a+)+$/ REJECT", "/^(\\w+\\s?)*$/ REJECT", "/^(\\d+,?)+$/ REJECT"])
  func bad(rule: String) { #expect(finds(rule)) }

  @Test(
    "patterns with one way to match", arguments: ["/^Subject: .*viagra/ REJECT", "/^a+$/ REJECT", "/^(?>a+)+$/ REJECT"])
  func good(rule: String) { #expect(!finds(rule)) }
}
