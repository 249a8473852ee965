import Audit
import Testing

@Suite("EveryDomainIsOurs")
struct EveryDomainIsOursTests {
  @Test("a table that answers for any domain", arguments: ["static:ALL", "regexp:/etc/postfix/domains"])
  func bad(domains: String) {
    let others = ["/etc/postfix/domains": "/./ OK\n"]
    #expect(AuditedTree(main: "relay_domains = \(domains)", others: others).finds("DT0106"))
  }

  @Test(
    "names, keys, narrow patterns and databases that are not asked are right",
    arguments: ["a.example", "hash:/etc/postfix/keys", "regexp:/etc/postfix/domains", "mysql:/etc/postfix/db.cf"])
  func good(domains: String) {
    let others = ["/etc/postfix/domains": "/example$/ OK\n", "/etc/postfix/keys": "a.example OK\n"]
    #expect(!AuditedTree(main: "relay_domains = \(domains)", others: others).finds("DT0106"))
  }
}
