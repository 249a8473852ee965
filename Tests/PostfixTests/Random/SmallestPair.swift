import OracleSupport
import Postfix
import ServerTree
import SettingsGraph

/// The smallest pair of files, line by line, about which postconf and the writers still disagree.
struct SmallestPair {
  let real: RealPostconf
  let option: String

  /// Takes lines away as long as the disagreement stays; every step asks about all candidates at once.
  func shrink(_ pair: RealPostconf.Pair) async throws -> RealPostconf.Pair {
    var smallest = pair
    for _ in 0..<30 {
      let candidates = Self.candidates(smallest)
      guard !candidates.isEmpty else { return smallest }
      let answers = try await real.answers(candidates, [option])
      let failing = zip(candidates, answers).enumerated().first { number, both in
        both.1.first.map { PairComparison(real.version, both.0, number).difference(option, $0) != nil } == true
      }
      guard let failing else { return smallest }
      smallest = failing.element.0
    }
    return smallest
  }

  /// Without the half, or one of the lines, of one of the two files.
  private static func candidates(_ pair: RealPostconf.Pair) -> [RealPostconf.Pair] {
    shorter(pair.main).map { RealPostconf.Pair(main: $0, master: pair.master) }
      + shorter(pair.master).map { RealPostconf.Pair(main: pair.main, master: $0) }
  }

  private static func shorter(_ bytes: [UInt8]) -> [[UInt8]] {
    let lines = bytes.split(separator: 10, omittingEmptySubsequences: false)
    guard bytes.contains(where: { $0 != 10 }) else { return [] }
    let without = lines.indices.map { index in Array(lines.enumerated().filter { $0.offset != index }.map(\.element)) }
    return ([[]] + without).map { Array($0.joined(separator: [10])) }
  }
}

/// What the writers say about one pair, against postconf.
struct PairComparison {
  private let reading: Reading

  /// - Parameter number: of the folder that postconf read, which its warnings name.
  init(_ version: ProgramVersion, _ pair: RealPostconf.Pair, _ number: Int) {
    let directory = "/c/\(number)"
    let tree = ServerTree(files: [("\(directory)/main.cf", pair.main), ("\(directory)/master.cf", pair.master)])
    reading = Reading(tree, version, directory: directory, host: RealPostconf.host)
  }

  func difference(_ option: String, _ real: PostconfCommand.Answer) -> String? {
    PostconfCommand(option.isEmpty ? [] : [option]).answer(reading.configuration).difference(from: real)
  }
}
