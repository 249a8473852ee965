import Foundation
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Recorded answers of postmap to single keys")
struct OracleTableTests {
  @Test("every table of the oracle answers and warns as postmap did")
  func tables() throws {
    var compared = 0
    var different: [String] = []
    for url in RecordedAnswers.cases("oracle/postfix") {
      for recorded in CorpusTests.recordings(url) {
        for question in Self.questions(recorded.text) where question.table != "static:ok" {
          compared += 1
          let opener = TableOpener(ServerTree(files: CorpusTests.files(url)), version: recorded.version)
          let opened = opener.open(Array(question.table.utf8))
          if let difference = question.difference(opened) {
            different.append("\(url.lastPathComponent) \(recorded.version): \(difference)")
          }
        }
      }
    }
    print("oracle tables: \(compared) answers of postmap compared, \(different.count) differ")
    #expect(different.count == 0, Comment(rawValue: different.prefix(20).joined(separator: "\n")))
  }

  @Test("what every program refuses when it starts is refused in the words of the oracle")
  func startUp() throws {
    var compared = 0
    for url in RecordedAnswers.cases("oracle/postfix") {
      for recorded in CorpusTests.recordings(url) {
        for question in Self.questions(recorded.text) where question.table == "static:ok" {
          compared += 1
          let refused = CorpusTests.reading(url, recorded.version, overriding: []).configuration.diagnostics
            .filter { $0.isRefusedByDaemon && !$0.code.hasSuffix("-refuses") }.compactMap(\.daemonMessage)
          #expect(Set(refused) == Set(question.refusals), "\(url.lastPathComponent) \(recorded.version)")
        }
      }
    }
    print("oracle: \(compared) starts of programs compared")
  }

  /// `$ postmap -c @DIR@ -q 'x-q' pcre:@DIR@/t; echo rc=$?`, and what stands below it.
  private struct Question {
    let key: String
    let table: String
    let output: [String]
    let errors: [String]

    var refusals: [String] { lines("postmap: fatal: ") }
    var warnings: [String] { lines("postmap: warning: ").filter { !$0.hasPrefix("table ") } }

    private func lines(_ start: String) -> [String] {
      errors.filter { $0.hasPrefix(start) }.map { String($0.dropFirst(start.count)) }
    }

    func difference(_ opened: TableOpener.Opened) -> String? {
      // The source answers for an index that postmap misses: that is told of the value that names the table.
      if refusals.contains(where: { $0.contains(".db: No such file") }) { return nil }
      if let refusal = refusals.first {
        return opened.faults.first?.message == refusal ? nil : "ours \(opened.faults), postmap \(refusal)"
      }
      let answer: [String]
      switch opened.table.answer(to: Array(key.utf8)) {
      case .found(let value): answer = [value.text]
      case .notFound: answer = []
      case .failed(let words), .unknown(let words): answer = ["? \(words)"]
      }
      if answer != output { return "\(key): ours \(answer), postmap \(output)" }
      let ours = Set(opened.problems.told.map(\.message))
      return ours == Set(warnings) ? nil : "warnings \(ours.symmetricDifference(warnings).sorted().prefix(2))"
    }
  }

  private static func questions(_ text: String) -> [Question] {
    ("\n" + text).components(separatedBy: "\n$ postmap -c @DIR@ -q ").dropFirst().compactMap { block in
      let end = block.range(of: "\n|") ?? block.range(of: "\nE") ?? block.range(of: "\nrc=")
      guard let end else { return nil }
      var words = String(block[..<end.lowerBound]).replacing("; echo rc=$?", with: "")
      guard words.utf8.first != nil else { return nil }
      let key = take(&words)
      let lines = block[end.lowerBound...].split(separator: "\n")
      let output = lines.filter { $0.hasPrefix("|") && !$0.hasPrefix("|rc=") }.map { String($0.dropFirst()) }
      let errors = lines.filter { $0.hasPrefix("E") }.map { String($0.dropFirst()) }
      return Question(key: key, table: take(&words), output: output, errors: errors)
    }
  }

  /// The next word of a shell, which may stand in single quotes.
  private static func take(_ words: inout String) -> String {
    while words.hasPrefix(" ") { words.removeFirst() }
    let isQuoted = words.hasPrefix("'")
    if isQuoted { words.removeFirst() }
    let word = words.prefix { isQuoted ? $0 != "'" : $0 != " " }
    words.removeFirst(min(words.count, word.count + (isQuoted ? 1 : 0)))
    return String(word)
  }
}
