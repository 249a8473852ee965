import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("CipherString")
struct CipherStringTests {
  private func names(_ text: String, _ major: Int = 3, _ minor: Int = 0) -> [String] {
    CipherString(Array(text.utf8), CipherLibrary(ProgramVersion(major, minor))).suites.map(\.name)
  }

  private func isRefused(_ text: String) -> Bool {
    CipherString(Array(text.utf8), CipherLibrary(ProgramVersion(3, 0))).isRefused
  }

  @Test("words that are joined select what all of them have")
  func joined() {
    #expect(names("kRSA+AESGCM") == ["AES256-GCM-SHA384", "AES128-GCM-SHA256"])
    #expect(names("AES128-SHA:+FOO:kRSA+aDSS:BAR") == ["AES128-SHA"])
  }

  @Test("a removed suite may come back, a forbidden one may not")
  func removed() {
    #expect(names("AES128-SHA:-AES128-SHA:AES128-SHA") == ["AES128-SHA"])
    #expect(isRefused("AES128-SHA:!AES128-SHA:AES128-SHA"))
  }

  @Test("+ puts last, and adds nothing")
  func last() {
    #expect(names("AES128-SHA:AES256-SHA:+AES128:+CAMELLIA") == ["AES256-SHA", "AES128-SHA"])
    #expect(names("AES128-SHA:AES256-SHA:@STRENGTH") == ["AES256-SHA", "AES128-SHA"])
  }

  @Test("the security level is told, and no suite goes because of it")
  func level() {
    let string = CipherString(Array("NULL-MD5@SECLEVEL=0".utf8), CipherLibrary(ProgramVersion(3, 5)))
    #expect(string.securityLevel == 0 && string.suites.map(\.name) == ["NULL-MD5"])
    #expect(string.suites.allSatisfy { $0.isAllowed(atLevel: 0) && !$0.isAllowed(atLevel: 1) })
  }

  @Test(
    "an unknown command, a stray character, and a list that selects nothing are refused",
    arguments: [
      "AES128-SHA:@FOO", "AES128-SHA:@SECLEVEL=9", "AES128-SHA:$x", "HGIH:!aNULL", "", "ALL:-", "HIGH+FIPS",
    ])
  func refused(text: String) { #expect(isRefused(text)) }

  @Test(
    "random strings select what `openssl ciphers` says, in its order",
    arguments: [
      (DebianRoot.bullseye, ProgramVersion(1, 1, 1)), (.bookworm, ProgramVersion(3, 0)),
      (.trixie, ProgramVersion(3, 5)),
    ])
  func real(root: DebianRoot, version: ProgramVersion) async throws {
    guard root.isAvailable() else { return }
    var random = RandomCipherStrings(seed: propertySeed(0xC1F3))
    let strings = (0..<propertyCount(100)).map { _ in random.next() }
    let script = """
      while IFS= read -r string; do
        openssl ciphers "$string" 2>/dev/null || echo refused
        openssl ciphers -s -psk -srp -tls1_2 "$string" 2>/dev/null || echo refused
      done
      """
    let run = try await root.run(["sh", "-c", script], input: Array((strings.joined(separator: "\n") + "\n").utf8))
    let answers = run.output.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).map(\.text)
    try #require(answers.count >= 2 * strings.count)
    let library = CipherLibrary(version)
    for (index, text) in strings.enumerated() {
      let string = CipherString(Array(text.utf8), library)
      let usable = string.suites.filter { $0.isAllowed(atLevel: string.securityLevel ?? 2) }
      #expect(
        string.isRefused
          ? answers[2 * index] == "refused" : Self.names(answers[2 * index]) == string.suites.map(\.name),
        "\(root) \(text)")
      if !string.isRefused { #expect(Self.names(answers[2 * index + 1]) == usable.map(\.name), "\(root) -s \(text)") }
    }
  }

  /// Without the suites of TLS 1.3, which no string changes.
  private static func names(_ answer: String) -> [String] {
    answer.split(separator: ":").map(String.init).filter { !$0.hasPrefix("TLS_") }
  }
}
