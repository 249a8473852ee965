import OracleSupport
import Postfix
import SettingsGraph
import SourceText

/// Many questions to a real postconf at once: one start of the Debian root for all of them.
struct RealPostconf {
  let root: DebianRoot
  let version: ProgramVersion

  static let all = [
    RealPostconf(root: .bullseye, version: ProgramVersion(3, 5, 25)),
    RealPostconf(root: .bookworm, version: ProgramVersion(3, 7, 11)),
    RealPostconf(root: .trixie, version: ProgramVersion(3, 10, 13)),
    RealPostconf(root: .sid, version: ProgramVersion(3, 11, 7)),
  ]

  /// The machine inside `DebianRoot.run`: loopback only. `Sleepless` makes every process the first one.
  static let host = HostFacts(hostName: "oracle.example.com", addresses: [:], isComplete: true, processID: 1)

  struct Pair: Sendable, Equatable {
    var main: [UInt8]
    var master: [UInt8]
  }

  /// The answers of `postconf -c /c/NUMBER OPTION` to each option, for each pair of files.
  func answers(_ pairs: [Pair], _ options: [String]) async throws -> [[PostconfCommand.Answer]] {
    let tree = try TemporaryTree()
    try tree.write("sleepless.so", try await Sleepless.library)
    for (index, pair) in pairs.enumerated() {
      try tree.write("c/\(index)/main.cf", pair.main).write("c/\(index)/master.cf", pair.master)
    }
    let run = try await root.run(
      ["sh", "-c", Self.script(pairs.count, options)], tree: tree.path, hostName: "oracle.example.com", seconds: 600)
    let answers = zip(Self.records(run.output), Self.records(run.errors)).map(Self.answer)
    return stride(from: 0, to: answers.count, by: options.count).map { first in
      Array(answers[first..<min(first + options.count, answers.count)])
    }
  }

  /// One program after the other, with a byte that Postfix never prints in front of what each writes to its standard
  /// output and to its standard error, where its exit status follows behind another such byte. Files younger than a second make postconf wait: all are given an old time.
  private static func script(_ count: Int, _ options: [String]) -> String {
    let questions = options.map { option in
      "printf '\\001'; printf '\\001' >&2; postconf -c /c/$i \(option); printf '\\002%d' $? >&2"
    }
    return """
      find /c -exec touch -d @1700000000 {} +
      export LD_PRELOAD=/sleepless.so
      i=0
      while [ $i -lt \(count) ]; do
      \(questions.joined(separator: "\n"))
      i=$((i+1))
      done
      """
  }

  private static func answer(_ output: [UInt8], _ errors: [UInt8]) -> PostconfCommand.Answer {
    let parts = errors.text.split(separator: "\u{2}", omittingEmptySubsequences: false)
    return PostconfCommand.Answer(
      output: output, errors: parts[0].split(separator: "\n"), status: parts.last.flatMap { Int($0) } ?? 0)
  }

  private static func records(_ bytes: [UInt8]) -> [[UInt8]] {
    bytes.split(separator: 1, omittingEmptySubsequences: false).dropFirst().map(Array.init)
  }
}
