import OracleSupport
import Postfix
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Answers of the installed postconf", .serialized)
struct RealPostconfTests {
  @Test("the stock tree of each release prints as its own postconf prints it", arguments: RealPostconf.all.indices)
  func stockTrees(index: Int) async throws {
    let real = RealPostconf.all[index]
    guard real.root.isAvailable() else { return }
    let tree = try ServerTree(root: real.root.path)
    let sleepless = try TemporaryTree()
    try sleepless.write("sleepless.so", try await Sleepless.library)
    for option in ["-n", "-nx", "", "-x", "-M", "-P", "-Px"] {
      let command = "export LD_PRELOAD=/sleepless.so; postconf -c /etc/postfix \(option)"
      let run = try await real.root.run(["sh", "-c", command], tree: sleepless.path)
      let errors = run.errorText.split(separator: "\n")
      let expected = PostconfCommand.Answer(output: run.output, errors: errors)
      let reading = Reading(tree, real.version, host: RealPostconf.host)
      let answer = PostconfCommand(option.isEmpty ? [] : [option]).answer(reading.configuration)
      let difference = answer.difference(from: expected)
      #expect(difference == nil, "postconf \(option)")
    }
  }

  @Test("random pairs of main.cf and master.cf print as postconf prints them", arguments: RealPostconf.all.indices)
  func randomPairs(index: Int) async throws {
    let real = RealPostconf.all[index]
    guard real.root.isAvailable() else { return }
    // The two releases that most servers run are asked most.
    let count = propertyCount([500, 5_000, 5_000, 500][index])
    let batch = 250
    let seed = propertySeed(20_240_613 + UInt64(index))
    let different = try await withThrowingTaskGroup(of: [Disagreement].self) { group in
      var found: [Disagreement] = []
      for (started, first) in stride(from: 0, to: count, by: batch).enumerated() {
        // One batch asks while the other is compared.
        if started > 1 { found += try await group.next() ?? [] }
        group.addTask { try await Self.differences(real, seed &+ UInt64(first), min(batch, count - first)) }
      }
      for try await differences in group { found += differences }
      return try await Self.steady(real, found)
    }
    let differing = different.count
    print("postfix \(real.version): \(count) random pairs compared, \(differing) answers differ")
    for disagreement in different.prefix(propertyCount(4)) {
      Issue.record("\(try await Self.explained(real, disagreement))")
    }
    #expect(differing == 0)
  }

  /// What random pairs have been seen to differ in.
  private static let differedOnce =
    [
      "compatibility_level = $mynetworks", "inet_interfaces = 127.0.0.1, [::1]\ninet_protocols = ipv4",
      "smtpd_restriction_classes = $config_directory/x", "x_password = \u{E9}\nx_password = b",
      "Foo = ${foo{a}}", "x_host = ${{a} ==x {b}} $(foo) ${foo?{a}", "x_host = ${{a} ==x {b}} $foo ${foo?{a}",
      "x_host = ${{a} ==x {b}} ${foo?{a}", "x_host = ${{a} ==x {b}} ${} $", "Foo = ${domain_to_ascii{$a}}",
      "Foo = ${{a}=={b}?${foo{a}}:b}", "myhostname = a.$$", "mydomain = $$foo$$", "myhostname = a.$$foo\nfoo = x",
    ].map { RealPostconf.Pair(main: Array($0.utf8), master: []) }
    + ["2", "127.1", "0x7f000001", "0177.0.0.1", "256.1", "[127.1]", "08.1", "1.2.3.4.5", "4294967296"].map {
      RealPostconf.Pair(main: Array("inet_interfaces = \($0)".utf8), master: [])
    } + [RealPostconf.Pair(main: [], master: Array("\u{E9} inet n - n - - smtpd -o {a=b}c".utf8))]

  @Test("files that the two have read differently print alike", arguments: RealPostconf.all.indices)
  func differedOnce(index: Int) async throws {
    let real = RealPostconf.all[index]
    guard real.root.isAvailable() else { return }
    for disagreement in try await Self.differences(real, Self.differedOnce, Self.options + Self.otherOptions) {
      Issue.record("\(try await Self.explained(real, disagreement))")
    }
  }

  private struct Disagreement: Sendable {
    let pair: RealPostconf.Pair
    let option: String
  }

  /// The options that are asked about each pair, and those about every tenth: the same unexpanded, and long answers.
  private static let options = ["-nx", "-M", "-Px"]
  private static let otherOptions = ["-n", "-P", "", "-x"]

  private static func differences(_ real: RealPostconf, _ seed: UInt64, _ count: Int) async throws -> [Disagreement] {
    let random = RandomConfiguration(real.version)
    var generator = SplitMix64(seed: seed)
    let pairs = (0..<count).map { _ in random.pair(&generator) }
    return try await differences(real, pairs, options)
      + differences(real, Array(pairs.prefix(count / 10)), otherOptions)
  }

  private static func differences(
    _ real: RealPostconf, _ pairs: [RealPostconf.Pair], _ options: [String]
  ) async throws -> [Disagreement] {
    let answers = try await real.answers(pairs, options)
    #expect(answers.count == pairs.count)
    var found: [Disagreement] = []
    for (number, (pair, answers)) in zip(pairs, answers).enumerated() {
      let comparison = PairComparison(real.version, pair, number)
      for (option, answer) in zip(options, answers) where comparison.difference(option, answer) != nil {
        found.append(Disagreement(pair: pair, option: option))
      }
    }
    return found
  }

  /// postconf walks tables whose order changes from run to run: where main.cf assigns `process_name`, what a later value
  /// makes of the name depends on it. An answer that it gives in some of its runs is right.
  private static func steady(_ real: RealPostconf, _ found: [Disagreement]) async throws -> [Disagreement] {
    var steady: [Disagreement] = []
    for disagreement in found {
      let asked = Array(repeating: disagreement.pair, count: 24)
      let answers = try await real.answers(asked, [disagreement.option])
      let isGivenOnce = answers.enumerated().contains { number, answer in
        PairComparison(real.version, disagreement.pair, number).difference(disagreement.option, answer[0]) == nil
      }
      if !isGivenOnce { steady.append(disagreement) }
    }
    return steady
  }

  private static func explained(_ real: RealPostconf, _ disagreement: Disagreement) async throws -> String {
    let option = disagreement.option
    let smallest = try await SmallestPair(real: real, option: option).shrink(disagreement.pair)
    let answer = try await real.answers([smallest], [option]).first?.first
    let difference = answer.flatMap { PairComparison(real.version, smallest, 0).difference(option, $0) }
    return """
      postconf \(option): \(difference ?? "not repeated")
      --main.cf--
      \(smallest.main.text.debugDescription)
      --master.cf--
      \(smallest.master.text.debugDescription)

      """
  }
}
