import Audit
import Testing

@Suite("RelativeTablePath")
struct RelativeTablePathTests {
  @Test("a name without a directory", arguments: ["hash:virtual", "proxy:texthash:maps/virtual", "regexp:x"])
  func bad(table: String) { #expect(AuditedTree(main: "virtual_alias_maps = \(table)").finds("DT1107")) }

  @Test(
    "whole paths, inline tables and names of other kinds are right",
    arguments: [
      "hash:/etc/postfix/virtual", "hash:$config_directory/virtual", "inline:{a=b}", "pcre:{{/a/ b}}", "ldap:accounts",
    ])
  func good(table: String) { #expect(!AuditedTree(main: "virtual_alias_maps = \(table)").finds("DT1107")) }
}
