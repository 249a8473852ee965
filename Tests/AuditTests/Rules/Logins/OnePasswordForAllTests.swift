import Audit
import SettingsGraph
import Testing

@Suite("OnePasswordForAll")
struct OnePasswordForAllTests {
  private static let base = "protocols = imap\n"

  @Test(
    "one password in a static block",
    arguments: [
      "passdb {\n  driver = static\n  args = password=example\n}\n",
      "passdb {\n  driver = static\n  args = user=x password=example\n}\n",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0806")) }

  @Test(
    "a proxy, no password at all, and master users",
    arguments: [
      "passdb {\n  driver = static\n  args = password=example proxy=y host=192.0.2.1\n}\n",
      "passdb {\n  driver = static\n  args = nopassword=y\n}\n",
      "passdb {\n  driver = static\n  args = password=example\n  master = yes\n}\n",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0806")) }

  @Test("the same in 2.4")
  func new() {
    func finds(_ lines: String) -> Bool {
      AuditedTree(dovecot2_4: lines).finds("DT0806")
    }
    #expect(finds("passdb static {\n  password = example\n}\n"))
    #expect(!finds("passdb pam {\n}\n"))
  }
}
