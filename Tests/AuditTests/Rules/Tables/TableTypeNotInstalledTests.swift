import Audit
import Testing

@Suite("TableTypeNotInstalled")
struct TableTypeNotInstalledTests {
  private func finds(_ table: String, packages: [String]) -> Bool {
    let stanzas = packages.map { "Package: \($0)\nStatus: install ok installed\nVersion: 3.7.11-0\n" }
    return AuditedTree(
      main: "header_checks = \(table)", others: ["/var/lib/dpkg/status": stanzas.joined(separator: "\n") + "\n"]
    ).finds("DT1106")
  }

  @Test("a type without its package, and one that does not exist")
  func bad() {
    #expect(finds("pcre:/etc/postfix/h", packages: ["postfix"]))
    #expect(finds("pcer:/etc/postfix/h", packages: ["postfix", "postfix-pcre"]))
  }

  @Test("an installed type, a built-in one, and a tree that has no list of packages, are right")
  func good() {
    #expect(!finds("pcre:/etc/postfix/h", packages: ["postfix", "postfix-pcre"]))
    #expect(!finds("regexp:/etc/postfix/h", packages: ["postfix"]))
    #expect(!AuditedTree(main: "header_checks = pcre:/etc/postfix/h").finds("DT1106"))
  }
}
