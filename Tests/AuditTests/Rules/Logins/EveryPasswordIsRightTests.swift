import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("EveryPasswordIsRight")
struct EveryPasswordIsRightTests {
  private static let base = "protocols = imap\n"

  @Test(
    "nopassword, and no proxy",
    arguments: [
      "passdb {\n  driver = static\n  args = nopassword=y\n}\n",
      "passdb {\n  driver = static\n  args = nopassword\n}\n",
      "passdb {\n  driver = static\n  args = nopassword=yes user=x\n}\n",
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(dovecot: Self.base + line).findings("DT0805").first).severity == .error)
  }

  @Test(
    "a proxy, one network, another driver, and a block that refuses",
    arguments: [
      "passdb {\n  driver = static\n  args = nopassword=y proxy=y host=192.0.2.1\n}\n",
      "passdb {\n  driver = static\n  args = nopassword=y allow_nets=192.0.2.0/24\n}\n",
      "passdb {\n  driver = pam\n}\n",
      "passdb {\n  driver = static\n  args = nopassword=y\n  deny = yes\n}\n",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0805")) }

  @Test("the same in 2.4")
  func new() {
    func finds(_ lines: String) -> Bool {
      AuditedTree(dovecot2_4: lines).finds("DT0805")
    }
    #expect(finds("passdb static {\n  fields {\n    nopassword = yes\n  }\n}\n"))
    #expect(!finds("passdb static {\n  fields {\n    nopassword = yes\n    proxy = yes\n  }\n}\n"))
  }
}
