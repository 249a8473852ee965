import Foundation
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Recorded answers of postconf")
struct CorpusTests {
  @Test("every tree of the corpus prints as postconf printed it", arguments: ["-n", "-nx", "-M", "-P"])
  func corpus(command: String) throws {
    let cases = RecordedAnswers.cases("corpus/postfix")
    guard !cases.isEmpty else {
      print("No recorded answers beside the package (../shared): nothing compared.")
      return
    }
    var compared = 0
    var different: [String] = []
    for url in cases {
      let tree = try ServerTree(root: url.appendingPathComponent("root").path)
      let directory = RecordedAnswers.meta(url, "entry") ?? "/etc/postfix"
      for (name, version) in RecordedAnswers.versions {
        let answer = url.appendingPathComponent("expected/postfix-\(name)/postconf\(command)")
        guard let expected = RecordedAnswers.bytes(answer.appendingPathExtension("out")) else { continue }
        let messages = RecordedAnswers.text(answer.appendingPathExtension("err")) ?? ""
        let reading = Reading(tree, version, directory: directory, host: RecordedAnswers.host)
        compared += 1
        let difference = Self.difference(reading.native(command), expected: expected, messages: messages)
        if let difference { different.append("\(url.lastPathComponent) \(name): \(difference)") }
      }
    }
    print("postconf \(command): \(compared) recorded answers compared, \(different.count) differ")
    #expect(different.count == 0, Comment(rawValue: different.prefix(10).joined(separator: "\n")))
  }

  private static func difference(
    _ result: Result<[UInt8], PostconfOutput.Refusal>, expected: [UInt8], messages: String
  ) -> String? {
    switch result {
    case .failure(let refusal):
      return messages.contains("postconf: fatal: \(refusal.message)") ? nil : "refused: \(refusal.message)"
    case .success(let bytes):
      if messages.contains("postconf: fatal:") { return "not refused: \(messages)" }
      guard bytes != expected else { return nil }
      let ours = bytes.split(separator: 10, omittingEmptySubsequences: false)
      let theirs = expected.split(separator: 10, omittingEmptySubsequences: false)
      let place = zip(ours, theirs).first { $0 != $1 }
      return "ours \(place?.0.text ?? "(\(ours.count) lines)"), postconf \(place?.1.text ?? "(\(theirs.count) lines)")"
    }
  }
}
