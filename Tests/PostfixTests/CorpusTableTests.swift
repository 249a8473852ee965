import Foundation
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Recorded answers of postmap")
struct CorpusTableTests {
  @Test("every table of the corpus answers and warns as postmap did")
  func corpus() throws {
    var compared = 0
    var different: [String] = []
    for url in RecordedAnswers.cases("corpus/tables") {
      guard let type = Self.type(of: url), let entry = RecordedAnswers.meta(url, "entry") else { continue }
      let tree = try ServerTree(root: url.appendingPathComponent("root").path)
      for (name, version) in RecordedAnswers.versions {
        let answer = url.appendingPathComponent("expected/postfix-\(name)/postmap")
        guard let output = RecordedAnswers.text(answer.appendingPathExtension("out")) else { continue }
        let errors = RecordedAnswers.text(answer.appendingPathExtension("err")) ?? ""
        let opened = TableOpener(tree, version: version).open(Array("\(type):\(entry)".utf8))
        compared += 1
        let difference = Self.difference(opened, type, entry, output: output, errors: errors)
        if let difference { different.append("\(url.lastPathComponent) \(name): \(difference)") }
      }
    }
    print("postmap: \(compared) recorded answers compared, \(different.count) differ")
    #expect(different.count == 0, Comment(rawValue: different.prefix(10).joined(separator: "\n")))
  }

  /// `note: table-type: pcre`.
  private static func type(of url: URL) -> String? {
    let notes = RecordedAnswers.text(url.appendingPathComponent("META"))?.split(separator: "\n") ?? []
    let type = notes.first { $0.hasPrefix("note: table-type: ") }?.dropFirst(18)
    switch type.map(String.init) {
    case "pcre", "pcre/regexp": return "pcre"
    case "regexp": return "regexp"
    case "cidr": return "cidr"
    case "hash source": return "hash"
    default: return nil
    }
  }

  private static func difference(
    _ opened: TableOpener.Opened, _ type: String, _ entry: String, output: String, errors: String
  ) -> String? {
    let warnings = Set(errors.split(separator: "\n").map { String($0.dropFirst(18)) })
    if case .keyed(let table) = opened.table {
      let dump = table.pairs.map { "\($0.key.text)\t\($0.value.text)" }
      let recorded = output.split(separator: "\n").map(String.init)
      if Set(dump) != Set(recorded) { return "pairs \(Set(dump).symmetricDifference(recorded).sorted().prefix(2))" }
      // The index was made of a copy, and postmap words duplicates by its index.
      let ours = Set(table.problems.told.map { $0.message.replacing(entry, with: "/tmp/t/table") })
      let theirs = warnings.filter { !$0.contains("duplicate entry") }
      return ours == theirs ? nil : "warnings \(ours.symmetricDifference(theirs).sorted().prefix(2))"
    }
    let key = type == "cidr" ? "192.0.2.55" : "oracle-probe@example.com"
    let expected: String
    switch opened.table.answer(to: Array(key.utf8)) {
    case .found(let value): expected = value.text + "\n"
    case .notFound: expected = ""
    case .failed(let reason): return "failed: \(reason)"
    case .unknown(let reason): return "unknown: \(reason)"
    }
    if expected != output { return "answer \(expected), postmap \(output)" }
    let ours = Set(opened.problems.told.map(\.message))
    let theirs = warnings.filter { !$0.hasPrefix("table ") }
    return ours == theirs ? nil : "warnings \(ours.symmetricDifference(theirs).sorted().prefix(2))"
  }
}
