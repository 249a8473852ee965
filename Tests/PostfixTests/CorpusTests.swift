import Foundation
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Recorded answers of postconf")
struct CorpusTests {
  @Test(
    "every tree of the corpus prints as postconf printed it, with its warnings", arguments: ["-n", "-nx", "-M", "-P"])
  func corpus(option: String) throws {
    let command = PostconfCommand([option])
    var compared = 0
    var different: [String] = []
    for url in RecordedAnswers.cases("corpus/postfix") {
      let tree = try ServerTree(root: url.appendingPathComponent("root").path)
      let directory = RecordedAnswers.meta(url, "entry") ?? "/etc/postfix"
      for (name, version) in RecordedAnswers.versions {
        let recorded = url.appendingPathComponent("expected/postfix-\(name)/postconf\(option)")
        guard let output = RecordedAnswers.bytes(recorded.appendingPathExtension("out")) else { continue }
        let errors = RecordedAnswers.text(recorded.appendingPathExtension("err")) ?? ""
        let real = PostconfCommand.Answer(output: output, errors: errors.split(separator: "\n"))
        let reading = Reading(tree, version, directory: directory, host: RecordedAnswers.host)
        compared += 1
        let difference = command.answer(reading.configuration).difference(from: real)
        if let difference { different.append("\(url.lastPathComponent) \(name): \(difference)") }
      }
    }
    print("postconf \(option): \(compared) recorded answers compared, \(different.count) differ")
    #expect(different.count == 0, Comment(rawValue: different.prefix(10).joined(separator: "\n")))
  }

  @Test("every case of the oracle answers as postconf answered")
  func oracle() {
    var compared = 0
    var different: [String] = []
    for url in RecordedAnswers.cases("oracle/postfix") {
      for recorded in Self.recordings(url) {
        for (words, expected) in Self.commands(recorded.text) {
          let command = PostconfCommand(words)
          let reading = Self.reading(url, recorded.version, overriding: command.overrides)
          compared += 1
          let difference = command.answer(reading.configuration).difference(from: expected)
          if let difference {
            different.append(
              "\(url.lastPathComponent) \(recorded.version) \(words.joined(separator: " ")): \(difference)")
          }
        }
      }
    }
    print("oracle cases: \(compared) answers of postconf compared, \(different.count) differ")
    #expect(different.count == 0, Comment(rawValue: different.prefix(20).joined(separator: "\n")))
  }

  /// `expected`, or `expected.3.5.25_3.7.11` for some versions.
  static func recordings(_ url: URL) -> [(version: ProgramVersion, text: String)] {
    let names = (try? FileManager.default.contentsOfDirectory(atPath: url.path)) ?? []
    return names.filter { $0.hasPrefix("expected") }.sorted().flatMap { name -> [(ProgramVersion, String)] in
      let text = RecordedAnswers.text(url.appendingPathComponent(name)) ?? ""
      let all = ["3.5.25", "3.7.11", "3.10.13", "3.11.7"]
      let versions = name == "expected" ? all : name.dropFirst(9).split(separator: "_").map(String.init)
      return versions.compactMap { ProgramVersion($0) }.map { ($0, text) }
    }
  }

  /// The commands that ask postconf and pass its answer on as it is. What edits files, folds lines or shows defaults
  /// alone is not a question to the writers.
  private static func commands(_ text: String) -> [(words: [String], expected: PostconfCommand.Answer)] {
    var found: [(words: [String], expected: PostconfCommand.Answer)] = []
    for block in ("\n" + text).split(separator: "\n$ ") {
      let lines = block.split(separator: "\n", omittingEmptySubsequences: false)
      let words = lines[0].split(separator: " ").map(String.init)
      guard words.starts(with: ["postconf", "-c", "@DIR@"]), !words.contains("|"), !words.contains("&&"),
        !words.contains(where: { ["-Mf", "-d", "-PPx", "-e"].contains($0) }),
        !words.contains(where: { $0.contains("/") })
      else { continue }
      let output = lines.filter { $0.hasPrefix("|") }.map { $0.dropFirst() + "\n" }.joined()
      let errors = lines.filter { $0.hasPrefix("E") }.map { $0.dropFirst() }
      found.append((Array(words.dropFirst(3)), PostconfCommand.Answer(output: Array(output.utf8), errors: errors)))
    }
    return found
  }

  /// The files of a case at `@DIR@`; an override acts like a line of main.cf.
  static func reading(_ url: URL, _ version: ProgramVersion, overriding overrides: [String]) -> Reading {
    let files = files(url, overriding: overrides)
    return Reading(ServerTree(files: files), version, directory: "@DIR@", host: RecordedAnswers.host)
  }

  static func files(_ url: URL, overriding overrides: [String] = []) -> [(String, [UInt8])] {
    let folder = url.appendingPathComponent("in")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.path)) ?? []
    return names.map { name -> (String, [UInt8]) in
      var bytes = RecordedAnswers.bytes(folder.appendingPathComponent(name)) ?? []
      if name == "main.cf" { bytes += overrides.flatMap { Array("\n\($0)".utf8) } }
      return ("/@DIR@/\(name)", bytes)
    }
  }
}
