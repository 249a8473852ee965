import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("DuplicateKeys")
struct DuplicateKeysTests {
  private func findings(_ type: String, _ text: String) -> [Finding] {
    AuditedTree(main: "virtual_alias_maps = \(type):/etc/postfix/v", others: ["/etc/postfix/v": text]).findings(
      "DT1109")
  }

  @Test("a key twice, whatever its case, is a warning; in texthash: an error")
  func bad() {
    #expect(findings("hash", "a@b.example c\nA@b.example d\n").map(\.severity) == [.warning])
    #expect(findings("texthash", "a@b.example c\na@b.example d\n").map(\.severity) == [.error])
  }

  @Test("different keys are right")
  func good() { #expect(findings("hash", "a@b.example c\nb@b.example c\n").isEmpty) }
}
