import CAllocations
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

/// Input that somebody made to exhaust the reader: it is read to its end, and costs no more than its size warrants.
///
/// Cost is counted, not timed: all bytes that the reader asks of the heap. A reader that goes over what it has read
/// again and again copies it, or makes a list of it.
@Suite("Hostile input of Postfix")
struct HostileInputTests {
  // MARK: - main.cf

  @Test("of many names that nothing reads is read, and every one is told or counted")
  func unknownNames() {
    // Longer than any that Postfix knows: nothing is looked for that may be meant.
    let long = String(repeating: "n", count: 80)
    expectLinear("unknown names", 2_000) { count in
      (0..<count).map { "\(long)\($0) = x\n" }.joined()
    } check: {
      #expect($1.configuration.diagnostics.count { $0.code == "postfix.unused-parameter" } == $0)
    }
    let many = Reading(main: (0..<12_000).map { "\(long)\($0) = x\n" }.joined())
    #expect(many.configuration.diagnostics.count { $0.code == "postfix.unused-parameter" } == 10_000)
    let rest = many.configuration.diagnostics.first { $0.code == "postfix.more-names" }
    #expect(rest?.message.hasPrefix("2000 more") == true)
  }

  @Test("of one name assigned again and again is read, and the last one counts")
  func manyAssignments() {
    expectLinear("assignments", 3_000) { count in
      (0..<count).map { "relayhost = \($0)\n" }.joined()
    } check: {
      #expect($1.value(of: "relayhost") == "\($0 - 1)")
    }
  }

  @Test("of many lines without an equals sign is read, and refused")
  func manyFaults() {
    expectLinear("faults", 3_000) { count in
      String(repeating: "a b\n", count: count)
    } check: {
      #expect($1.configuration.main?.faults.count == $0)
      #expect($1.configuration.diagnostics.contains { $0.isRefusedByDaemon })
    }
  }

  @Test("of one value on many lines with comments between is read whole")
  func longContinuation() {
    expectLinear("continued lines", 5_000) { count in
      "relayhost = x" + String(repeating: "\n# comment\n y", count: count) + "\n"
    } check: {
      #expect($1.value(of: "relayhost")?.utf8.count == 1 + 2 * $0)
    }
  }

  @Test("of one long line is read whole")
  func longLine() {
    expectLinear("one line", 1 << 19) {
      "relayhost = x" + String(repeating: "x", count: $0) + "\n"
    } check: {
      #expect($1.value(of: "relayhost")?.utf8.count == $0 + 1)
    }
  }

  @Test("of names that mention each other is read, and each is used")
  func chain() {
    expectLinear("a chain", 2_000) { count in
      "relayhost = $n0\n" + (0..<count).map { "n\($0) = $n\($0 + 1)\n" }.joined()
    } check: { count, reading in
      let last = Array("n\(count - 1)".utf8)[...]
      #expect(reading.configuration.names.isUsed(last))
    }
  }

  @Test("of a macro bomb ends: what would be larger than memory is an error")
  func macroBomb() {
    let lines = (0..<40).map { "b\($0) = $b\($0 + 1)$b\($0 + 1)$b\($0 + 1)$b\($0 + 1)\n" }.joined()
    let reading = Reading(main: "mydestination = $b0:\n" + lines + "b40 = x\n")
    #expect(reading.configuration.diagnostics.contains { $0.code == "postfix.macro" })
    let itself = Reading(main: "mydestination = hash:$a\na = $a$a\n")
    #expect(itself.configuration.diagnostics.contains { $0.code == "postfix.macro" })
  }

  @Test("of macros nested deeper than Postfix follows them is refused", arguments: ["${a?{", "${a?", "$(a:", "${{"])
  func nestedMacros(opening: String) {
    let closing = String(opening.reversed().compactMap { ["{": "}", "(": ")"][$0] })
    expectLinear("nested \(opening)", 1_000) { count in
      let inner = String(repeating: opening, count: count) + "x" + String(repeating: closing, count: count)
      return "a = 1\nmydestination = hash:\(inner)\n"
    } check: { count, reading in
      guard count > 1 else { return }
      #expect(reading.configuration.diagnostics.contains { $0.code == "postfix.macro" })
    }
  }

  @Test("of tables in tables is read", arguments: ["unionmap", "pipemap"])
  func nestedReferences(type: String) {
    expectLinear("nested \(type)", 2_000) { count in
      "virtual_alias_maps = " + Self.nested(type, count) + "\n"
    } check: { _, reading in
      #expect(reading.value(of: "virtual_alias_maps")?.isEmpty == false)
    }
  }

  @Test("of many services with many options is read")
  func manyServices() {
    expectLinear("services", 200) { _ in
      ""
    } master: { count in
      (0..<count).map { "s\($0) inet n - y - - smtpd\n  -o smtpd_banner=$x\($0) -o x\($0)=y\n" }.joined()
    } check: {
      #expect($1.configuration.services.count == $0)
    }
  }

  // MARK: - Tables

  @Test("of many rules is read and asked", arguments: ["pcre", "regexp", "cidr"])
  func manyRules(type: String) {
    let rule = { (number: Int) in
      type == "cidr" ? "10.\(number / 256 % 256).\(number % 256).0/24 n\(number)\n" : "/^user\(number)@/ n\(number)\n"
    }
    expectLinearTable("\(type) rules", type, 2_000) {
      (0..<$0).map(rule).joined()
    } check: { count, table in
      let number = count - 1
      let key = type == "cidr" ? "10.\(number / 256).\(number % 256).7" : "user\(number)@example.net"
      #expect(table.answer(to: Array(key.utf8)) == .found(Array("n\(number)".utf8)))
    }
  }

  @Test("of blocks in blocks is read and asked, closed or not", arguments: ["pcre", "regexp", "cidr"])
  func nestedBlocks(type: String) {
    let (opening, rule) = type == "cidr" ? ("if 10.0.0.0/8\n", "10.0.0.0/8 x\n") : ("if /a/\n", "/a/ x\n")
    for closing in ["endif\n", ""] {
      expectLinearTable("\(type) blocks", type, 2_000) { count in
        String(repeating: opening, count: count) + rule + String(repeating: closing, count: count)
      } check: { count, table in
        #expect(table.answer(to: Array((type == "cidr" ? "10.0.0.1" : "a").utf8)) == .found([UInt8(ascii: "x")]))
        #expect(table.answer(to: Array((type == "cidr" ? "11.0.0.1" : "b").utf8)) == .notFound)
      }
    }
  }

  @Test("of many keys, all different or all the same, is read and asked", arguments: ["hash", "texthash"])
  func manyKeys(type: String) {
    expectLinearTable("\(type) keys", type, 10_000) {
      (0..<$0).map { "k\($0) v\($0)\n" }.joined()
    } check: {
      #expect($1.answer(to: Array("K\($0 - 1)".utf8)) == .found(Array("v\($0 - 1)".utf8)))
    }
    expectLinearTable("\(type) keys beyond ASCII", type, 5_000) {
      (0..<$0).map { "ß\($0) v\($0)\n" }.joined()
    } check: {
      #expect($1.answer(to: Array("SS\($0 - 1)".utf8)) == .found(Array("v\($0 - 1)".utf8)))
    }
    expectLinearTable("\(type) duplicates", type, 2_000) {
      (0..<$0).map { "k v\($0)\n" }.joined()
    } check: {
      #expect($1.answer(to: [UInt8(ascii: "k")]) == .found(Array("v0".utf8)))
    }
  }

  @Test("of an inline table with many pairs is read and asked")
  func manyPairs() {
    expectLinear(
      "pairs", opening: { "inline:{" + (0..<$0).map { "k\($0)=v\($0)" }.joined(separator: " ") + "}" }, 5_000
    ) {
      #expect($1.answer(to: Array("k\($0 - 1)".utf8)) == .found(Array("v\($0 - 1)".utf8)))
    }
    expectLinear(
      "pairs beyond ASCII", opening: { "inline:{" + (0..<$0).map { "é\($0)=v" }.joined(separator: " ") + "}" }, 2_500
    ) {
      #expect($1.answer(to: Array("É\($0 - 1)".utf8)) == .found([UInt8(ascii: "v")]))
    }
  }

  @Test("of tables in tables is opened, or refused", arguments: ["unionmap", "pipemap"])
  func nestedTables(type: String) {
    expectLinear("nested \(type)", opening: { Self.nested(type, $0) }, 2_000) { count, table in
      if count == 1 { #expect(table.answer(to: [UInt8(ascii: "a")]) == .found([UInt8(ascii: "x")])) }
    }
  }

  @Test("a catastrophic pattern is given up, and its line is named")
  func catastrophicPattern() {
    let tree = ServerTree(files: [("/t", Array("/^b/ no\n/^(a+)+$/ yes\n".utf8))])
    let opened = TableOpener(tree, version: ProgramVersion(3, 10)).open(Array("pcre:/t".utf8))
    let finding = opened.table.lookUp(Array(String(repeating: "a", count: 40) + "!").map { UInt8($0.asciiValue ?? 0) })
    #expect(finding.isTooCostly)
    #expect(finding.line == 2)
  }

  private static func nested(_ type: String, _ count: Int) -> String {
    String(repeating: "\(type):{", count: count) + "static:x" + String(repeating: "}", count: count)
  }

  // MARK: - Counting

  /// Twice the input may cost this many times as much. A linear reader takes 2, a quadratic one 4.
  private static let limit = 3.0

  private func expectLinear(
    _ name: String, _ count: Int, _ main: (Int) -> String,
    master: (Int) -> String = { _ in "smtp inet n - y - - smtpd\n" }, check: (Int, Reading) -> Void,
    _ location: SourceLocation = #_sourceLocation
  ) {
    measure(
      name, count, location, prepare: { (main($0), master($0)) }, run: { Reading(main: $0.0, master: $0.1) }, check)
  }

  private func expectLinearTable(
    _ name: String, _ type: String, _ count: Int, _ source: (Int) -> String, check: (Int, LookupTable) -> Void,
    _ location: SourceLocation = #_sourceLocation
  ) {
    measure(
      name, count, location, prepare: { ServerTree(files: [("/t", Array(source($0).utf8))]) },
      run: { TableOpener($0, version: ProgramVersion(3, 10, 13)).open(Array("\(type):/t".utf8)).table }, check)
  }

  private func expectLinear(
    _ name: String, opening reference: (Int) -> String, _ count: Int, check: (Int, LookupTable) -> Void,
    _ location: SourceLocation = #_sourceLocation
  ) {
    let opener = TableOpener(ServerTree(files: []), version: ProgramVersion(3, 10, 13))
    measure(name, count, location, prepare: { Array(reference($0).utf8) }, run: { opener.open($0).table }, check)
  }

  /// Reads `count` of something and twice as many, and compares what that costs.
  private func measure<Input, Result>(
    _ name: String, _ count: Int, _ location: SourceLocation, prepare: (Int) -> Input, run: (Input) -> Result,
    _ check: (Int, Result) -> Void
  ) {
    var costs: [Double] = []
    // What is made once, as the catalogue, is made before anything is counted.
    for size in [1, 1, count, 2 * count] {
      let input = prepare(size)
      dovetrail_allocations_begin()
      let result = run(input)
      costs.append(Double(dovetrail_allocations_end().allocated))
      check(size, result)
    }
    let ratio = (costs[3] - costs[1]) / max(1, costs[2] - costs[1])
    print("hostile input, \(name): \(costs), ratio \(ratio)")
    #expect(costs[2] > costs[1], "nothing is counted", sourceLocation: location)
    #expect(ratio < Self.limit, "\(name): \(costs)", sourceLocation: location)
  }
}

extension Reading {
  /// The value that counts in main.cf.
  fileprivate func value(of name: String) -> String? {
    guard let main = configuration.main, let entry = main.entries(named: name.utf8).last else { return nil }
    return main.value(of: entry).text
  }
}
