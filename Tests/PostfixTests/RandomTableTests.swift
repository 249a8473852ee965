import Foundation
import OracleSupport
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Answers of the installed postmap", .serialized)
struct RandomTableTests {
  private static let versions = RealPostconf.all

  @Test(
    "random tables answer random keys as postmap does",
    arguments: ["pcre", "regexp", "cidr", "texthash", "hash", "lmdb"], versions.indices)
  func randomTables(type: String, number: Int) async throws {
    let (root, version) = (Self.versions[number].root, Self.versions[number].version)
    guard root.isAvailable() else { return }
    var generator = SplitMix64(seed: propertySeed(20_240_707 + UInt64(number), type))
    let tables = (0..<propertyCount(number == 2 ? 60 : 25)).map { _ in RandomTable.source(type, &generator) }
    let keys = Array(Set((0..<40).map { _ in RandomTable.key(type, &generator) })).sorted()
    let tree = try await Self.tree
    try tree.write("t/keys", keys.joined(separator: "\n") + "\n")
    for (index, table) in tables.enumerated() { try tree.write("t/\(index)", table) }
    let run = try await root.run(["sh", "-c", Self.script(tables.count, type)], tree: tree.path, seconds: 600)
    let answers = run.output.split(separator: 1, omittingEmptySubsequences: false).dropFirst()
    #expect(answers.count == tables.count)
    var count = Count()
    for (index, (table, answer)) in zip(tables, answers).enumerated() {
      let server = ServerTree(files: [("/t/\(index)", Array(table.utf8))])
      let opened = TableOpener(server, version: version).open(Array("\(type):/t/\(index)".utf8))
      let parts = answer.split(separator: 2, omittingEmptySubsequences: false)
      compareWarnings(opened, parts[1].text, type, table, version, &count)
      let real = Self.pairs(parts[0].text)
      for key in keys { compare(opened.table.answer(to: Array(key.utf8)), real[key], "\(key)\n\(table)", &count) }
    }
    count.report("\(type) \(version)")
  }

  @Test("random tables inside values, nested and wrong, answer as postmap does", arguments: versions.indices)
  func randomNames(number: Int) async throws {
    let (root, version) = (Self.versions[number].root, Self.versions[number].version)
    guard root.isAvailable() else { return }
    var generator = SplitMix64(seed: propertySeed(20_241_124 + UInt64(number)))
    // postmap takes a name without a type for one of its default type, which no parameter does.
    let names = (0..<propertyCount(number == 2 ? 150 : 60)).map { _ in RandomTableName.any(&generator) }
      .filter { $0.contains(":") }
    let keys = RandomTableName.keys
    let tree = try await Self.tree
    try tree.write("t/keys", "a b\nb c\n")
    let quoted = names.map { "ask '\($0.replacing("'", with: "'\\''"))'" }.joined(separator: "\n")
    try tree.write("ask", Self.questions(keys) + quoted + "\n")
    let run = try await root.run(["sh", "/ask"], tree: tree.path, seconds: 600)
    let answers = run.output.split(separator: 1, omittingEmptySubsequences: false).dropFirst().map { $0.text }
    try #require(answers.count == names.count * keys.count)
    let accounts = try ["/etc/passwd", "/etc/group", "/etc/nsswitch.conf"].map { ($0, try readFile(root.path + $0)) }
    let server = ServerTree(files: accounts + [("/t/keys", Array("a b\nb c\n".utf8))])
    var count = Count()
    for (index, name) in names.enumerated() {
      let opened = TableOpener(server, version: version).open(Array(name.utf8))
      for (number, key) in keys.enumerated() {
        let answer = answers[index * keys.count + number].split(separator: "\u{2}", omittingEmptySubsequences: false)
        compare(opened, key, name, output: String(answer[0]), errors: String(answer[1]), &count)
      }
    }
    count.report("names \(version)")
  }

  // MARK: - Comparing

  private struct Count {
    var compared = 0
    var unknown = 0
    var different: [String] = []

    func report(_ what: String) {
      print("\(what): \(compared) answers compared, \(unknown) unknown, \(different.count) differ")
      #expect(different.count == 0, Comment(rawValue: different.prefix(4).joined(separator: "\n\n")))
      #expect(unknown * 3 < compared)
    }
  }

  private func compare(_ ours: TableAnswer, _ real: String?, _ about: String, _ count: inout Count) {
    count.compared += 1
    let shown: String?
    switch ours {
    case .found(let value): shown = value.text
    case .notFound: shown = nil
    case .failed(let reason): shown = "failed: \(reason)"
    case .unknown:
      count.unknown += 1
      return
    }
    guard shown != real else { return }
    count.different.append("ours \(shown ?? "-"), postmap \(real ?? "-"), key \(about)")
  }

  /// Behind an empty result postmap warns about the lookup too: `table …`.
  private func compareWarnings(
    _ opened: TableOpener.Opened, _ errors: String, _ type: String, _ table: String, _ version: ProgramVersion,
    _ count: inout Count
  ) {
    let warning = "postmap: warning: "
    let lines = errors.split(separator: "\n").filter { $0.hasPrefix(warning) }
    let real = Set(
      lines.map { Self.withoutOffset(String($0.dropFirst(warning.count))) }.filter {
        !$0.hasPrefix("table ") && !Self.isAboutBerkeley($0)
      })
    // The index of a hash: or lmdb: table is what reports a duplicate, in words of its own.
    let told = opened.problems.told.map(\.message).filter { type == "texthash" || !$0.contains(": duplicate entry:") }
    let ours = Set(told.map(Self.withoutOffset))
    let theirs = real.filter { type == "texthash" || !$0.contains("duplicate entry") }
    if case .unknown = opened.table.answer(to: []) { return }
    guard ours != theirs else { return }
    count.different.append("warnings \(ours.symmetricDifference(theirs).sorted())\n\(table)")
  }

  /// What 3.11 says of every hash: table.
  private static func isAboutBerkeley(_ warning: String) -> Bool {
    warning.contains("hash/btree support is deprecated") || warning.hasPrefix("See /usr/share/doc/postfix/")
  }

  /// Where in a pattern PCRE notices a mistake, and in which words, is a matter of the library's version.
  private static func withoutOffset(_ warning: String) -> String {
    warning.range(of: ": error in regex at offset").map { String(warning[..<$0.upperBound]) } ?? warning
  }

  private func compare(
    _ opened: TableOpener.Opened, _ key: String, _ name: String, output: String, errors: String, _ count: inout Count
  ) {
    let fatal = errors.split(separator: "\n").first { $0.hasPrefix("postmap: fatal: ") }?.dropFirst(16)
    if let fault = opened.faults.first?.message {
      count.compared += 1
      if let fatal, fatal == fault || fatal.replacing(".db:", with: ":").replacing(".lmdb:", with: ":") == fault {
        return
      }
      count.different.append("ours \(fault), postmap \(fatal ?? "no refusal")\n\(name)")
    } else if case .failed = opened.table.answer(to: Array(key.utf8)), fatal?.contains("query error") == true {
      count.compared += 1
    } else {
      let real = fatal.map { "fatal: \($0)" } ?? (output.isEmpty ? nil : String(output.dropLast()))
      compare(opened.table.answer(to: Array(key.utf8)), real, "\(key)\n\(name)", &count)
    }
  }

  // MARK: - Asking

  private static var tree: TemporaryTree {
    get async throws {
      let tree = try TemporaryTree()
      return try tree.write("sleepless.so", try await Sleepless.library)
        .write("etc/postfix/main.cf", "compatibility_level = 3.6\n")
    }
  }

  private static let preparation = """
    find /t /etc/postfix/main.cf -exec touch -d @1700000000 {} +
    export LD_PRELOAD=/sleepless.so

    """

  private static func script(_ count: Int, _ type: String) -> String {
    let makesIndex = type == "hash" || type == "lmdb"
    return preparation + """
      i=0
      while [ $i -lt \(count) ]; do
      : >/tmp/err
      \(makesIndex ? "postmap \(type):/t/$i 2>/tmp/err" : ":")
      printf '\\001'; postmap -q - \(type):/t/$i </t/keys 2>>/tmp/err; printf '\\002'; cat /tmp/err
      i=$((i+1))
      done
      """
  }

  /// One program a key: a lookup that fails ends the program.
  private static func questions(_ keys: [String]) -> String {
    let questions = keys.map { "printf '\\001'; postmap -q '\($0)' \"$1\" 2>/tmp/err; printf '\\002'; cat /tmp/err" }
    return preparation
      + "postmap hash:/t/keys; postmap lmdb:/t/keys\nask() {\n\(questions.joined(separator: "\n"))\n}\n"
  }

  /// `key⇥value` lines; postmap prints keys as they were given.
  private static func pairs(_ text: String) -> [String: String] {
    var pairs: [String: String] = [:]
    for line in text.split(separator: "\n") {
      let parts = line.split(separator: "\t", maxSplits: 1, omittingEmptySubsequences: false)
      if parts.count == 2 { pairs[String(parts[0])] = String(parts[1]) }
    }
    return pairs
  }
}
