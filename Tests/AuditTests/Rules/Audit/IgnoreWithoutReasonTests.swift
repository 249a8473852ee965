import Audit
import Testing

@Suite("IgnoreWithoutReason")
struct IgnoreWithoutReasonTests {
  private func main(_ comment: String) -> AuditedTree {
    AuditedTree(main: "\(comment)\nsmtpd_forbid_bare_newline = no")
  }

  @Test(
    "no reason, no code, no such code, nothing below",
    arguments: [
      "# dovetrail:ignore DT0301", "# dovetrail:ignore", "# dovetrail:ignore DT9999 because",
    ])
  func bad(comment: String) { #expect(main(comment).finds("DT0001")) }

  @Test("a comment at the end of a file silences nothing, and says so")
  func atEnd() { #expect(AuditedTree(main: "biff = no\n# dovetrail:ignore DT0301 why").finds("DT0001")) }

  @Test("a code and a reason above a setting are right")
  func good() { #expect(!main("# dovetrail:ignore DT0301 only partners send here").finds("DT0001")) }
}
