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

  /// The machine inside `DebianRoot.run`: loopback only. The process number changes with every run, so nothing that is
  /// compared may mention it.
  static let host = HostFacts(hostName: "oracle.example.com", addresses: [:], isComplete: true)

  struct Pair: Sendable {
    let main: [UInt8]
    let master: [UInt8]
  }

  /// The answers of `postconf -c DIR OPTION` to each option, for each pair of files.
  func answers(_ pairs: [Pair], _ options: [String]) async throws -> [[PostconfCommand.Answer]] {
    let tree = try TemporaryTree()
    for (index, pair) in pairs.enumerated() {
      try tree.write("c/\(index)/main.cf", pair.main).write("c/\(index)/master.cf", pair.master)
    }
    let run = try await root.run(
      ["sh", "-c", Self.script(pairs.count, options)], tree: tree.path, hostName: "oracle.example.com", seconds: 600)
    // Postfix prints neither this byte nor a line that begins with it.
    let records = run.output.split(separator: 1, omittingEmptySubsequences: false).dropFirst()
    var answers = Array(records.map(Self.answer)[...])
    var result: [[PostconfCommand.Answer]] = []
    while answers.count >= options.count, !answers.isEmpty {
      result.append(Array(answers.prefix(options.count)))
      answers.removeFirst(options.count)
    }
    return result
  }

  /// Files younger than a second make postconf wait: all are given an old time. A refusal makes it sleep for a
  /// second: many ask at the same time.
  private static func script(_ count: Int, _ options: [String]) -> String {
    let questions = options.map { option in
      "printf '\\001'; postconf -c /c/$1 \(option) 2>/tmp/err.$1; printf '\\002'; cat /tmp/err.$1"
    }
    return """
      find /c -exec touch -d @1700000000 {} +
      ask() {
      \(questions.joined(separator: "\n"))
      }
      i=0
      while [ $i -lt \(count) ]; do
      ask $i >/tmp/out.$i &
      i=$((i+1))
      [ $((i % 50)) -ne 0 ] || wait
      done
      wait
      i=0
      while [ $i -lt \(count) ]; do
      cat /tmp/out.$i
      i=$((i+1))
      done
      """
  }

  private static func answer(_ record: ArraySlice<UInt8>) -> PostconfCommand.Answer {
    let parts = record.split(separator: 2, maxSplits: 1, omittingEmptySubsequences: false)
    let errors = parts.count > 1 ? parts[1].text : ""
    return PostconfCommand.Answer(output: Array(parts[0]), errors: errors.split(separator: "\n"))
  }
}
