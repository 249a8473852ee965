import ArgumentParser
import OracleSupport
import Testing

@testable import dovetrail

/// Calls of `audit` that are read without the argument parser.
@Suite("The words of audit")
struct AuditWordsTests {
  private static let words = [
    "--root", "/x", "--root=/x", "--dovecot", "--postfix", "--service", "smtp", "--protocol", "imap", "--format",
    "sarif",
    "text", "yaml", "--fail-on", "never", "error", "--only", "DT0101", "--help", "-h", "--", "", "--policy", "rfc8996",
  ]

  @Test("mean what the argument parser takes them for, whatever their order")
  func agreement() throws {
    var random = SplitMix64(seed: 21)
    print("words of audit: seed 21")
    var read = 0
    for _ in 0..<2_000 {
      let count = 2 * Int.random(in: 0...3, using: &random)
      let words = (0..<count).compactMap { _ in Self.words.randomElement(using: &random) }
      guard let question = AuditQuestion(plainWords: ["audit"] + words) else { continue }
      read += 1
      let parsed = try #require(try? AuditServer.parse(words), "the parser refuses \(words)")
      #expect(parsed.question == question, "\(words)")
    }
    #expect(read > 100)
  }

  @Test(
    "that need the parser are left to it", arguments: ["why ssl", "audit --help", "audit --format yaml", "audit x"])
  func others(call: String) {
    #expect(AuditQuestion(plainWords: call.split(separator: " ").map(String.init)) == nil)
  }
}
