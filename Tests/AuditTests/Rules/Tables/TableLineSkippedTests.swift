import Audit
import Testing

@Suite("TableLineSkipped")
struct TableLineSkippedTests {
  private func findings(_ type: String, _ text: String) -> [Finding] {
    AuditedTree(
      main: "smtpd_client_restrictions = check_client_access \(type):/etc/postfix/t", others: ["/etc/postfix/t": text]
    ).findings("DT1108")
  }

  @Test(
    "bad lines of each kind of table",
    arguments: [("cidr", "192.0.2.1/24 REJECT\n"), ("pcre", "/a(/ REJECT\n"), ("hash", "key-without-value\n")])
  func bad(type: String, text: String) { #expect(!findings(type, text).isEmpty) }

  @Test("several bad lines are one finding that counts them")
  func count() throws {
    let found = findings("cidr", "192.0.2.1/24 REJECT\n198.51.100.1/24 REJECT\n")
    #expect(found.count == 1)
    #expect(try #require(found.first).message.contains("1 more"))
  }

  @Test("a file of aliases is not judged as a table of postmap")
  func aliases() {
    #expect(!AuditedTree(main: "alias_maps = hash:/etc/aliases", others: ["/etc/aliases": "a: b\n"]).finds("DT1108"))
  }

  @Test(
    "right lines are right",
    arguments: [("cidr", "192.0.2.0/24 REJECT\n"), ("pcre", "/a/ REJECT\n"), ("hash", "a b\n")])
  func good(type: String, text: String) { #expect(findings(type, text).isEmpty) }
}
