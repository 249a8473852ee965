import OracleSupport
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

/// Which filter counts, asked of a server that runs.
@Suite("A running server", .serialized)
struct LiveFilterTests {
  private static let seed: UInt64 = 20_261_124
  /// More by hand: `DOVETRAIL_LIVE_SERVERS=400`.
  private static let randomCount = environment("DOVETRAIL_LIVE_SERVERS").flatMap { Int($0) } ?? 40

  private static let newRows: [(lines: String, greeting: String)] = [
    (block(["local 127.0.0.1"], "host") + block(["local 127.0.0.0/24"], "net"), "net"),
    (block(["local 127.0.0.0/24"], "net") + block(["local 127.0.0.1"], "host"), "host"),
    (
      "local 127.0.0.0/24 {\n}\n" + block(["local 127.0.0.1"], "host") + block(["local 127.0.0.0/24"], "net"), "host"
    ),
    (block(["local 127.0.0.1", "protocol imap"], "both") + block(["protocol imap"], "imap"), "imap"),
    (block(["protocol imap"], "imap") + block(["local 127.0.0.1", "protocol imap"], "both"), "both"),
    (block(["local 127.0.0.1"], "host") + block(["protocol imap"], "imap"), "imap"),
    (block(["protocol imap"], "imap") + block(["protocol !pop3"], "not pop3"), "not pop3"),
    (block(["protocol imap"], "imap") + block(["service imap-login"], "service") + block([], "all"), "service"),
  ]

  private static let oldRows: [(lines: String, answer: LiveServer.Answer)] = [
    (block(["local 127.0.0.1"], "host") + block(["local 127.0.0.0/24"], "net"), .greeting("host")),
    (block(["local 127.0.0.0/24"], "net") + block(["local 127.0.0.1"], "host"), .greeting("host")),
    (block(["remote 127.0.0.0/8"], "net") + block(["remote 127.0.0.1"], "host") + block([], "all"), .greeting("host")),
    (block(["protocol imap"], "imap") + block(["protocol !pop3"], "not pop3"), .greeting("imap")),
    (block(["local 127.0.0.1"], "host") + block(["local 127.0.0.1", "protocol imap"], "both"), .greeting("both")),
    (block(["protocol imap"], "same") + block(["remote 127.0.0.1"], "same"), .nothing),
    (block(["local 127.0.0.1"], "local") + block(["remote 127.0.0.1"], "remote"), .nothing),
    // A conflict that is seen when the files are read.
    (block(["local 127.0.0.1", "protocol imap"], "both") + block(["protocol imap"], "imap"), .notListening),
    (block(["protocol imap"], "imap") + block(["local 127.0.0.1", "protocol imap"], "both"), .notListening),
  ]

  @Test("of 2.4 takes the block that was opened last, as we say", arguments: [DebianRoot.trixie, .sid])
  func openingOrder(root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let rows = Self.newRows
    let answers = try await Self.compare(rows.map(\.lines), with: root)
    for (row, answer) in zip(rows, answers) { #expect(answer == .greeting(row.greeting), "\(row.lines)") }
  }

  @Test("of 2.3 takes the more specific filter, and refuses a client of two that do not nest, as we say")
  func specificity() async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let rows = Self.oldRows
    let answers = try await Self.compare(rows.map(\.lines), with: .bookworm)
    for (row, answer) in zip(rows, answers) { #expect(answer == row.answer, "\(row.lines)") }
  }

  @Test("says what we say of random filters", arguments: [DebianRoot.bookworm, .trixie, .sid])
  func randomFilters(root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let isNew = root.suite != DebianRoot.bookworm.suite
    let lines = (0..<Self.randomCount).map { number in
      RandomFilters(seed: Self.seed &+ UInt64(number) &* 7919, isNew: isNew).lines
    }
    let answers = try await Self.compare(lines, with: root)
    let counts = [answers.filter { $0 == .nothing }.count, answers.filter { $0 == .notListening }.count]
    print(
      "live filters \(root.suite), seed \(Self.seed): \(answers.count) servers, \(counts[0]) closed the connection,"
        + " \(counts[1]) did not start")
  }

  // MARK: - Comparing

  private static func compare(_ lines: [String], with root: DebianRoot) async throws -> [LiveServer.Answer] {
    let version = try #require(ProgramVersion(root.dovecotVersion))
    let texts = lines.enumerated().map { LiveServer.text($1, number: $0, version: version) }
    let answers = try await LiveServer(root: root).answers(to: texts)
    for (number, answer) in answers.enumerated() {
      #expect(ours(texts[number], version) == answer, "\(root.suite)\n\(lines[number])")
    }
    return answers
  }

  /// What the resolution makes the server do.
  private static func ours(_ text: String, _ version: ProgramVersion) -> LiveServer.Answer {
    var reading = Reading(text, version: version)
    if reading.isRefused { return .notListening }
    // The login process of 2.4 reads its settings inside the block of its service.
    let path = version < ProgramVersion(2, 4) ? "login_greeting" : "service/imap-login/login_greeting"
    let setting = reading.graph.setting(.dovecot, path.utf8)
    reading.configuration.addDefault(of: setting, to: &reading.graph)
    let resolution = reading.configuration.precedence.resolution(
      of: setting, in: LiveServer.context, of: reading.graph)
    if resolution.beaten.contains(where: { $0.reason == .conflict }) { return .nothing }
    return .greeting(resolution.value?.revealed(in: reading.files).text ?? "")
  }

  /// `login_greeting = greeting` inside blocks.
  private static func block(_ openings: [String], _ greeting: String) -> String {
    openings.map { "\($0) {\n" }.joined() + "login_greeting = \(greeting)\n"
      + String(repeating: "}\n", count: openings.count)
  }
}
