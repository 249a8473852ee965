import Audit
import Testing

@Suite("FileNotRead")
struct FileNotReadTests {
  private func finds(_ name: String, _ text: String = "ssl = required\n") -> Bool {
    AuditedTree(dovecot: "!include conf.d/*.conf\n", others: ["/etc/dovecot/conf.d/\(name)": text]).finds("DT1203")
  }

  @Test("a name that the include passes over")
  func bad() { #expect(finds("99-own.cnf")) }

  @Test(
    "what is read, copies, files for an include by name, and files without settings",
    arguments: ["10-ssl.conf", "10-ssl.conf.bak", "10-ssl.conf.dpkg-dist", "auth-sql.conf.ext"])
  func good(name: String) {
    #expect(!finds(name))
    #expect(!finds("README", "Put your settings here.\n"))
  }
}
