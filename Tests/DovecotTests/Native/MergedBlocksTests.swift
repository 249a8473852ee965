import OracleSupport
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

/// `doveconf -n -f protocol=imap` of 2.4, which lays the blocks that match over what is round them.
@Suite("doveconf -f of 2.4")
struct MergedBlocksTests {
  static let roots: [DebianRoot] = [.trixie, .sid]
  private static let seed: UInt64 = 20_261_124

  /// More by hand: `DOVETRAIL_RANDOM_TREES=20000`.
  private static let count = environment("DOVETRAIL_RANDOM_TREES").flatMap { Int($0) } ?? 200

  static let contexts: [(options: String, context: Context)] = [
    ("-f protocol=imap", Context(protocolName: "imap")),
    ("-f protocol=imap -f remote=10.1.2.3", Context(protocolName: "imap", remoteIP: "10.1.2.3")),
    ("-f local=10.1.0.1 -f remote=10.1.2.3", Context(localIP: "10.1.0.1", remoteIP: "10.1.2.3")),
    (
      "-f local=10.1.0.1 -f remote=10.1.2.3 -f protocol=imap",
      Context(protocolName: "imap", localIP: "10.1.0.1", remoteIP: "10.1.2.3")
    ),
    ("-f local_name=a.example.com -f protocol=pop3", Context(protocolName: "pop3", localName: "a.example.com")),
  ]

  @Test("is printed for hand-made trees as the real one prints it", arguments: roots, contexts.indices)
  func handMade(root: DebianRoot, number: Int) async throws {
    try await Self.compare(Self.trees, with: root, number, name: "hand-made trees")
  }

  @Test("is printed for random nested blocks as the real one prints it", arguments: roots, contexts.indices)
  func random(root: DebianRoot, number: Int) async throws {
    let trees = (0..<Self.count).map { RandomNesting(seed: Self.seed &+ UInt64($0) &* 7919).text }
    try await Self.compare(trees, with: root, number, name: "random nested blocks, seed \(Self.seed)")
  }

  @Test("gives the recorded value of each setting", arguments: ["2.4.1", "2.4.5"])
  func recorded(version: String) throws {
    let assumed = try #require(ProgramVersion(version))
    var compared = 0
    for path in SharedMaterial.cases(in: "oracle/dovecot") {
      guard let bytes = SharedMaterial.bytes(of: "\(path)/expected/\(version).txt") else { continue }
      let reading = try Reading(root: "\(path)/root-2.4", version: assumed)
      for answer in RecordedAnswer.answers(in: bytes.text) {
        guard answer.exitCode == 0, answer.command.hasSuffix(" -h mail_home"),
          let context = Self.context(of: answer.command)
        else { continue }
        let value = answer.output.trimmingNewlines
        let printed = reading.native(context: context).split(separator: "\n").map(String.init)
        let lines = printed.filter { $0.hasPrefix("mail_home = ") }
        // The default is printed as nothing.
        #expect(lines == (value.isEmpty ? [] : ["mail_home = \(value)"]), "\(path)\n\(answer.command)")
        compared += 1
      }
    }
    print("doveconf -f, recorded answers of \(version): \(compared) agree")
  }

  @Test("stays small where every block may be merged with every other")
  func bounded() {
    let openings = (1...32).map { "local 10.0.0.0/\($0) {\nmail_home = /\($0)\n" }.joined()
    let text = RandomNesting.versions + openings + String(repeating: "}\n", count: 32)
    let reading = Reading(text, version: ProgramVersion(2, 4, 5))
    #expect(reading.native(context: Context(localIP: "10.0.0.0")).contains("mail_home = /"))
  }

  // MARK: - Comparing

  private static func compare(_ trees: [String], with root: DebianRoot, _ number: Int, name: String) async throws {
    guard root.isAvailable() else { return }
    let version = try #require(ProgramVersion(root.dovecotVersion))
    let (options, context) = contexts[number]
    var comparison = Comparison(name: "\(name), \(root.suite) \(options)")
    for (number, answer) in try await answers(to: trees, of: root, options).enumerated() {
      let path = "/etc/dovecot/\(number).conf"
      let reading = Reading([(path, trees[number])], mainFile: path, version: version)
      comparison.compare(reading, with: answer, name: trees[number], context: context)
    }
    comparison.report()
  }

  private static func answers(
    to trees: [String], of root: DebianRoot, _ options: String
  ) async throws -> [RecordedAnswer] {
    let tree = try TemporaryTree()
    for (number, text) in trees.enumerated() { try tree.write("etc/dovecot/\(number).conf", text) }
    let script = """
      i=0
      while [ -e /etc/dovecot/$i.conf ]; do
        doveconf -c /etc/dovecot/$i.conf -n \(options) >/tmp/out 2>/tmp/err
        printf '%s\\n' "$ doveconf -n" "exit $?" "--- stdout"; cat /tmp/out; echo "--- stderr"; cat /tmp/err
        i=$((i+1))
      done
      """
    let run = try await root.run(["sh", "-c", script], tree: tree.path, seconds: 600)
    let answers = RecordedAnswer.answers(in: run.outputText)
    try #require(answers.count == trees.count)
    return answers
  }

  /// The facts of a recorded command line.
  private static func context(of command: String) -> Context? {
    var words = command.split(separator: " ")[...]
    var context = Context()
    var isFound = false
    while let word = words.popFirst() {
      guard word == "-f", let fact = words.popFirst()?.split(separator: "=", maxSplits: 1), fact.count == 2 else {
        continue
      }
      isFound = true
      switch fact[0] {
      case "protocol": context.protocolName = String(fact[1])
      case "local": context.localIP = String(fact[1])
      case "remote": context.remoteIP = String(fact[1])
      case "local_name": context.localName = String(fact[1])
      default: return nil
      }
    }
    return isFound ? context : nil
  }
}
