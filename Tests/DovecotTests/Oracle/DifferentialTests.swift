import Foundation
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

/// The recorded answers of real programs: the same dump where they accept a tree, the same message where they refuse it.
@Suite("Compared with recorded answers")
struct DifferentialTests {
  static let versions = ["2.3.13", "2.3.19", "2.4.1", "2.4.5"]

  @Test("every case of the oracle is printed and refused as the real doveconf does", arguments: versions)
  func oracleCases(version: String) throws {
    let assumed = try #require(ProgramVersion(version))
    var comparison = Comparison(name: "oracle \(version)")
    for path in SharedMaterial.cases(in: "oracle/dovecot") {
      let root = "\(path)/root-\(version.prefix(3))"
      guard
        let text = SharedMaterial.bytes(of: "\(path)/expected/\(version).txt").map({
          String(decoding: $0, as: UTF8.self)
        })
      else { continue }
      let name = (path as NSString).lastPathComponent
      let reading = try Reading(root: root, version: assumed)
      for answer in RecordedAnswer.answers(in: text) {
        let options = answer.command.split(separator: " ").drop { !$0.hasSuffix("dovecot.conf") }.dropFirst()
        switch options.joined(separator: " ") {
        case "-n": comparison.compare(reading, with: answer, name: name)
        case "-n -P": comparison.compare(reading, with: answer, name: name + " -P", showingSecrets: true)
        default:
          comparison.compareValue(reading, with: answer, Array(options), name: name)
          comparison.compareNames(reading, with: answer, Array(options), name: name)
        }
      }
    }
    comparison.report()
  }

  @Test(
    "every tree of the corpora is printed and refused as the real doveconf does",
    arguments: ["dovecot23", "dovecot24"], ["2.3.19", "2.4.1"])
  func corpus(kind: String, version: String) throws {
    let assumed = try #require(ProgramVersion(version))
    var comparison = Comparison(name: "\(kind) \(version)")
    for path in SharedMaterial.cases(in: "corpus/\(kind)") {
      let recorded = "\(path)/expected/dovecot-\(version)/doveconf-n"
      guard let output = SharedMaterial.bytes(of: recorded + ".out"),
        let errors = SharedMaterial.bytes(of: recorded + ".err"),
        let code = SharedMaterial.bytes(of: recorded + ".rc"), let meta = SharedMaterial.bytes(of: path + "/META")
      else { continue }
      let entry = String(decoding: meta, as: UTF8.self).split(separator: "\n").first { $0.hasPrefix("entry: ") }
      let reading = try Reading(
        root: path + "/root", mainFile: entry.map { String($0.dropFirst(7)) } ?? "/etc/dovecot/dovecot.conf",
        version: assumed)
      let answer = RecordedAnswer(
        command: "doveconf -n", exitCode: Int(code.prefix { $0 != 10 }.text) ?? -1,
        output: String(decoding: output, as: UTF8.self),
        messages: String(decoding: errors, as: UTF8.self).split(separator: "\n").map(String.init))
      comparison.compare(reading, with: answer, name: (path as NSString).lastPathComponent)
    }
    comparison.report()
  }
}

/// Counts what agrees and tells what does not.
struct Comparison {
  let name: String
  private(set) var agreeing = 0
  private(set) var differences: [String] = []

  init(name: String) { self.name = name }

  mutating func compare(
    _ reading: Reading, with answer: RecordedAnswer, name: String,
    form: DovecotConfiguration.NativeForm = .changed, of names: [String] = [], context: Context? = nil,
    showingSecrets: Bool = false
  ) {
    if KnownExceptions.incompleteTrees.contains(name) { return }
    let expected = Set(
      answer.messages.compactMap(RecordedAnswer.text).filter { !KnownExceptions.isOfSecondProcess($0) })
    let messages = Set(reading.daemonMessages)
    var found: [String] = []
    // A check's message is printed twice, the second time with the file's name before it.
    let missing = expected.subtracting(messages).filter { text in
      !messages.contains { (message: String) in message.hasSuffix(": " + text) }
    }.sorted()
    if !missing.isEmpty { found.append("message missing: \(missing)\n  said: \(messages.sorted().prefix(5))") }
    if answer.exitCode == 0 {
      if reading.isRefused {
        let refusals = reading.configuration.diagnostics.filter(\.isRefusedByDaemon)
        found.append("refused, and the daemon accepts it: \(refusals.prefix(3).map { $0.daemonMessage ?? $0.message })")
      }
      let wanted = RecordedAnswer.comparable(answer.output)
      let printed = RecordedAnswer.comparable(
        reading.native(form, of: names, context: context, showingSecrets: showingSecrets))
      if wanted != printed { found.append("printed differently\n" + Self.firstDifference(wanted, printed)) }
    } else if !reading.isRefused {
      found.append("accepted, and the daemon refuses it")
    }
    if found.isEmpty {
      agreeing += 1
    } else {
      differences.append("\(name): " + found.joined(separator: "\n"))
    }
  }

  /// `doveconf -n -f protocol=imap plugin`: some settings by their names. What `-x` expands is not compared.
  mutating func compareNames(
    _ reading: Reading, with answer: RecordedAnswer, _ options: [Substring], name: String
  ) {
    let context = Context(options: options)
    let isFact = [false] + options.map { $0 == "-f" }
    let names = zip(options, isFact).filter { !$0.0.hasPrefix("-") && !$0.1 }.map { String($0.0) }
    guard answer.exitCode == 0, !options.contains("-h"), !options.contains("-x"), !names.isEmpty else { return }
    compare(
      reading, with: RecordedAnswer(command: "", exitCode: 0, output: answer.output, messages: []),
      name: "\(name) \(options.joined(separator: " "))", form: options.contains("-n") ? .changed : .all, of: names,
      context: context.isEmpty ? nil : context, showingSecrets: true)
  }

  /// `doveconf -f protocol=imap -h mail_home`: one value for one connection.
  mutating func compareValue(
    _ reading: Reading, with answer: RecordedAnswer, _ options: [Substring], name: String
  ) {
    let isOnlyDoveconfs = reading.configuration.is2_4 && KnownExceptions.valuesOfDoveconfOnly.contains(name)
    guard answer.exitCode == 0, !isOnlyDoveconfs, options.suffix(2).first == "-h", let setting = options.last else {
      return
    }
    let value = reading.value(of: String(setting), in: Context(options: options)) ?? ""
    if value == answer.output.trimmingNewlines {
      agreeing += 1
    } else {
      differences.append("\(name) \(options.joined(separator: " ")): \(value) and not \(answer.output)")
    }
  }

  private static func firstDifference(_ a: String, _ b: String) -> String {
    let left = a.split(separator: "\n", omittingEmptySubsequences: false)
    let right = b.split(separator: "\n", omittingEmptySubsequences: false)
    let index =
      zip(left, right).enumerated().first { $0.element.0 != $0.element.1 }?.offset ?? min(left.count, right.count)
    func lines(_ text: [Substring]) -> String {
      text.dropFirst(max(0, index - 2)).prefix(6).joined(separator: "\n    ")
    }
    return "  line \(index + 1) daemon:\n    \(lines(left))\n  ours:\n    \(lines(right))"
  }

  func report() {
    print("\(name): \(agreeing) agree, \(differences.count) differ")
    for difference in differences { Issue.record("\(name): \(difference)") }
  }
}

extension Context {
  /// `-f protocol=imap -f remote=192.0.2.1`
  init(options: [Substring]) {
    self.init()
    for (option, fact) in zip(options, options.dropFirst()) where option == "-f" {
      let parts = fact.split(separator: "=", maxSplits: 1).map(String.init)
      switch parts[0] {
      case "protocol", "service": protocolName = parts[1]
      case "local": localIP = parts[1]
      case "remote": remoteIP = parts[1]
      default: localName = parts[1]
      }
    }
  }
}
