import ArgumentParser
import OracleSupport
import Testing

@testable import dovetrail

/// Calls of `show` that are read without the argument parser.
@Suite("The words of show")
struct ShowWordsTests {
  private static let words = [
    "dovecot", "postfix", "ssl", "--all", "--changed", "--expand", "--services", "--service-options", "--root",
    "--root=/x", "/x", "", "--dovecot", "--postfix", "--dovecot-version", "2.3.19", "2", "--postfix-version", "3.7",
    "--protocol", "imap", "--local", "10.0.0.1", "--remote", "--local-name", "--service", "smtp/inet", "--format",
    "json", "text", "--style", "native", "list", "--show-secrets", "--force", "--help", "-h", "--", "-", "--sty", "-x",
  ]

  @Test("mean what the argument parser takes them for, whatever their order")
  func agreement() throws {
    var random = SplitMix64(seed: 20)
    print("words of show: seed 20")
    var read = 0
    for _ in 0..<20_000 {
      let count = Int.random(in: 0...6, using: &random)
      let words = (0..<count).compactMap { _ in Self.words.randomElement(using: &random) }
      guard let question = ShowQuestion(plainWords: ["show"] + words) else { continue }
      read += 1
      let parsed = try #require(try? Show.parse(words), "the parser refuses \(words)")
      #expect(parsed.question == question, "\(words)")
    }
    #expect(read > 2_000)
  }

  @Test(
    "that are written in full are read so",
    arguments: [
      "show", "show dovecot ssl", "show --root /x", "show postfix --style native --expand",
      "show dovecot --style native --all --protocol imap", "show --format json smtpd_banner",
    ])
  func plainCalls(call: String) {
    #expect(ShowQuestion(plainWords: call.split(separator: " ").map(String.init)) != nil)
  }

  @Test(
    "that need the parser are left to it",
    arguments: [
      "why ssl", "show --help", "show --root", "show --style native", "show --expand", "show --sty native",
      "show --root=/x", "show -- x", "show --all --changed", "show --dovecot-version x", "show --format yaml",
      "show --show-secrets",
    ])
  func otherCalls(call: String) {
    #expect(ShowQuestion(plainWords: call.split(separator: " ").map(String.init)) == nil)
  }
}
