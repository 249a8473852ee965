import OracleSupport
import PCRE2
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Lookup tables")
struct TableTests {
  private func open(_ reference: String, _ source: String = "", version: ProgramVersion = ProgramVersion(3, 10, 13))
    -> TableOpener.Opened
  {
    TableOpener(ServerTree(files: [("/t", Array(source.utf8))]), version: version).open(Array(reference.utf8))
  }

  private func ask(_ opened: TableOpener.Opened, _ key: String) -> String {
    switch opened.table.answer(to: Array(key.utf8)) {
    case .found(let value): value.text
    case .notFound: "-"
    case .failed(let reason): "failed: \(reason)"
    case .unknown: "?"
    }
  }

  @Test("a pcre rule that is indented under if becomes a part of it, and Postfix says so")
  func indentedRule() {
    let opened = open("pcre:/t", "if /x/\n  /1$/ X1\nendif\n/./ rest\n")
    #expect(ask(opened, "x1") == "rest")
    #expect(
      opened.problems.map(\.message) == [
        "pcre map /t, line 1: ignoring extra text after IF statement: \"/1$/ X1\"",
        "pcre map /t, line 1: do not prepend whitespace to statements between IF and ENDIF",
      ])
  }

  @Test("a catastrophic pattern is told as unknown and ends")
  func catastrophicPattern() {
    let opened = open("pcre:/t", "/^(a+)+$/ yes\n")
    #expect(ask(opened, String(repeating: "a", count: 40) + "b") == "?")
  }

  @Test(
    "tables in values answer as tables in files",
    arguments: [
      ("inline:{a=1, {b = 2 3}}", "b", "2 3"), ("inline:{a=1,a=2}", "a", "2"), ("static:{a b c}", "x", "a b c"),
      ("unionmap:{inline:{a=1},static:x}", "a", "1,x"), ("unionmap:{inline:{a=1},inline:{b=2}}", "c", "-"),
      ("pipemap:{inline:{a=b},inline:{b=c}}", "a", "c"), ("pipemap:{inline:{a=b},inline:{c=d}}", "a", "-"),
      ("randmap:{one}", "x", "one"), ("cidr:{{10.0.0.0/8 x},{0.0.0.0/0 y}}", "11.1.1.1", "y"),
      ("pcre:{{/^(.)b/ $1!}}", "ab", "a!"), ("fail:x", "a", "failed: fail:"), ("ldap:x", "a", "?"),
    ])
  func inlineTables(reference: String, key: String, expected: String) {
    #expect(ask(open(reference), key) == expected)
  }

  @Test("the index of a table is compared with its source by time and by type")
  func indexState() throws {
    let tree = try TemporaryTree()
    try tree.write("a", "k v\n").write("b", "k v\n").write("b.lmdb", "").write("c", "k v\n")
    let server = try ServerTree(root: tree.path)
    let state = { (name: String) in
      IndexState(of: TableReference.all(in: Array("hash:/\(name)".utf8)[...])[0], in: server)
    }
    #expect(state("a") == .missing(index: TreePath("/a.db")))
    #expect(state("b") == .ofOtherType(wanted: TreePath("/b.db"), found: TreePath("/b.lmdb")))
    #expect(state("d") == .missing(index: TreePath("/d.db")))
  }

  @Test("ten thousand patterns and a hundred thousand keys are read and asked in time")
  func largeTables() {
    let patterns = (0..<10_000).map { "/^user\($0)@example\\.com$/ REJECT \($0)\n" }.joined()
    #expect(ask(open("pcre:/t", patterns), "user9999@example.com") == "REJECT 9999")
    let keys = (0..<100_000).map { "user\($0)@example.com OK \($0)\n" }.joined()
    #expect(ask(open("hash:/t", keys), "USER99999@example.com") == "OK 99999")
  }

  @Test("random tables answer random keys as postmap does", arguments: ["pcre", "regexp", "cidr", "texthash"])
  func randomTables(type: String) async throws {
    let root = DebianRoot.trixie
    guard root.isAvailable() else { return }
    var generator = SplitMix64(seed: propertySeed(20_240_707, type))
    let tables = (0..<propertyCount(60)).map { _ in RandomTable.source(type, &generator) }
    let keys = (0..<40).map { _ in RandomTable.key(type, &generator) }
    let tree = try TemporaryTree()
    try tree.write("t/keys", keys.joined(separator: "\n") + "\n").write(
      "etc/postfix/main.cf", "compatibility_level = 3.6\n")
    for (index, table) in tables.enumerated() { try tree.write("t/\(index)", table) }
    let run = try await root.run(["sh", "-c", Self.script(tables.count, type)], tree: tree.path)
    let answers = run.output.split(separator: 1, omittingEmptySubsequences: false).dropFirst()
    #expect(answers.count == tables.count)
    var (compared, unknown) = (0, 0)
    var different: [String] = []
    for (index, (table, answer)) in zip(tables, answers).enumerated() {
      let server = ServerTree(files: [("/t/\(index)", Array(table.utf8))])
      let opened = TableOpener(server, version: ProgramVersion(3, 10, 13)).open(Array("\(type):/t/\(index)".utf8))
      let parts = answer.split(separator: 2, omittingEmptySubsequences: false)
      let real = Self.pairs(parts[0].text)
      // Behind an empty result postmap warns about the lookup too: `table …`.
      let warnings = Set(
        parts[1].text.split(separator: "\n").map { String($0.dropFirst(18)) }.filter { !$0.hasPrefix("table ") })
      let ours = Set(opened.problems.map(\.message))
      if warnings != ours, !ask(opened, "").hasPrefix("?") {
        different.append("warnings \(warnings.symmetricDifference(ours).sorted())\n\(table)")
      }
      for key in Set(keys) {
        compared += 1
        let answer = ask(opened, key)
        if answer == "?" {
          unknown += 1
        } else if answer != real[key] ?? "-" {
          different.append("key \(key): ours \(answer), postmap \(real[key] ?? "-")\n\(table)")
        }
      }
    }
    print("\(type): \(compared) answers compared, \(unknown) unknown, \(different.count) differ")
    #expect(different.count == 0, Comment(rawValue: different.prefix(4).joined(separator: "\n\n")))
    #expect(unknown * 3 < compared)
  }

  private static func script(_ count: Int, _ type: String) -> String {
    """
    find /t /etc/postfix/main.cf -exec touch -d @1700000000 {} +
    i=0
    while [ $i -lt \(count) ]; do
    printf '\\001'; postmap -q - \(type):/t/$i </t/keys 2>/tmp/err; printf '\\002'; cat /tmp/err
    i=$((i+1))
    done
    """
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

/// Random sources of lookup tables, and keys that now and then are in them.
enum RandomTable {
  static func source(_ type: String, _ generator: inout SplitMix64) -> String {
    let lines = (0..<Int.random(in: 1...6, using: &generator)).map { _ in line(type, &generator) }
    return lines.joined(separator: pick(["\n", "\n", "\n# c\n", "\n\n"], &generator)) + "\n"
  }

  static func key(_ type: String, _ generator: inout SplitMix64) -> String {
    switch type {
    case "cidr":
      pick(
        ["10.0.0.1", "10.1.2.3", "192.0.2.7", "192.0.2.0", "2001:db8::1", "::1", "::ffff:10.0.0.1", "x", "10.0.0"],
        &generator)
    default:
      (0..<Int.random(in: 1...4, using: &generator)).map { _ in
        pick(["a", "b", "A", "1", "-", ".", "@", "x y", "ab"], &generator)
      }
      .joined()
    }
  }

  private static func line(_ type: String, _ generator: inout SplitMix64) -> String {
    switch type {
    case "cidr": address(&generator)
    case "texthash": pair(&generator)
    default: rule(type, &generator)
    }
  }

  private static func address(_ generator: inout SplitMix64) -> String {
    let network = pick(
      [
        "10.0.0.0/8", "10.0.0.1", "192.0.2.1/24", "192.0.2.0/24", "0.0.0.0/0", "::/0", "[2001:db8::]/32",
        "2001:db8::/16", "[::1]",
        "10.0.0.0/33", "10.0/8", "x", "[10.0.0.0/8]", "[10.0.0.0]x", "10.0.0.0/x", "[::1",
      ], &generator)
    switch Int.random(in: 0..<10, using: &generator) {
    case 0: return "if \(network)"
    case 1: return "endif"
    case 2: return "!\(network) not"
    case 3: return "if !\(network)"
    case 4: return "endif x"
    case 5: return network
    default: return "\(network) \(pick(["OK", "REJECT a  b ", "x\n  y"], &generator))"
    }
  }

  private static func pair(_ generator: inout SplitMix64) -> String {
    let key = pick(["a", "A", "ab", "\"x y\"", "b:", "x\\ y", "\"q", "1-", "@", "a\\"], &generator)
    return key + pick(["  ", "\t", " ", ""], &generator) + pick(["v", "v w ", "", "1\n 2", "# x"], &generator)
  }

  private static func rule(_ type: String, _ generator: inout SplitMix64) -> String {
    let atoms =
      type == "pcre"
      ? [
        "a", "b", ".", "^", "$", "(a|b)", "(x)", "[a-b]", "\\.", "a*", "(", "+", "\\d", "(?:b)", "(?<n>a)", "\\/", "{",
      ]
      : [
        "a", "b", ".", "^", "$", "(a|b)", "(x)", "[a-b]", "\\.", "a*", "b+", "[^@]", "[[:digit:]]", "a?", "b{1,2}",
        "(ab)*", "\\w",
      ]
    let pattern = (0..<Int.random(in: 1...4, using: &generator)).map { _ in pick(atoms, &generator) }.joined()
    let flags = pick(
      type == "pcre" ? ["", "", "i", "x", "A", "U", "E", "is", "q", "X", "m"] : ["", "", "i", "ii", "q"], &generator)
    let result = pick(["R", "got $1", "${1}x", "$2", "$$", "$1y", "", "a  b ", "$", "$0", "$(1)-"], &generator)
    switch Int.random(in: 0..<12, using: &generator) {
    case 0: return "if /\(pattern)/\(flags)"
    case 1: return "endif"
    case 2: return "!/\(pattern)/\(flags) \(result)"
    case 3: return "if !/\(pattern)/"
    case 4: return "word \(result)"
    case 5: return "/\(pattern)"
    case 6: return "IF /\(pattern)/ extra"
    case 7 where type == "regexp": return "/\(pattern)/!/b/ \(result)"
    case 8: return "endif extra"
    default: return "/\(pattern)/\(flags) \(result)"
    }
  }

  private static func pick<T>(_ choices: [T], _ generator: inout SplitMix64) -> T {
    choices[Int.random(in: 0..<choices.count, using: &generator)]
  }
}
