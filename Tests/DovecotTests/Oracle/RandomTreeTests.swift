import Foundation
import OracleSupport
import ServerTree
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

/// Random trees, printed and refused by the real doveconf of a Debian root and by the reader.
@Suite("Random trees")
struct RandomTreeTests {
  static let roots: [DebianRoot] = [.bookworm, .trixie, .sid]
  private static let seed: UInt64 = 20_261_124
  private static let batch = 350

  /// More by hand: `DOVETRAIL_RANDOM_TREES=20000`.
  private static let count = environment("DOVETRAIL_RANDOM_TREES").flatMap { Int($0) } ?? 700

  @Test("are printed and refused as the real doveconf does", arguments: roots)
  func agree(root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let version = try #require(ProgramVersion(root.dovecotVersion))
    var comparison = Comparison(name: "random trees \(root.suite), seed \(Self.seed)")
    for first in stride(from: 0, to: Self.count, by: Self.batch) {
      let numbers = first..<min(first + Self.batch, Self.count)
      let cases = numbers.map { RandomConfiguration(seed: Self.seed &+ UInt64($0) &* 7919, version: version) }
      for (index, answer) in try await Self.answers(to: cases, of: root).enumerated() {
        let name = "tree \(numbers.lowerBound + index)"
        let reading = Reading(
          cases[index].files.map { ("/etc/dovecot/\(index)/\($0.name)", $0.text) },
          mainFile: "/etc/dovecot/\(index)/dovecot.conf", version: version)
        comparison.compare(reading, with: answer, name: name + "\n" + Self.shown(cases[index]))
      }
    }
    comparison.report()
  }

  static let contexts: [(options: String, context: Context)] = [
    ("-f protocol=imap", Context(protocolName: "imap")),
    ("-f protocol=imap -f remote=10.1.2.3", Context(protocolName: "imap", remoteIP: "10.1.2.3")),
    ("-f lname=a.example.com", Context(localName: "a.example.com")),
    ("-f local=192.0.2.1 -f protocol=pop3", Context(protocolName: "pop3", localIP: "192.0.2.1")),
  ]

  @Test("are printed for one connection as the real doveconf -f of 2.3 does", arguments: contexts.indices)
  func agreeInContext(number: Int) async throws {
    guard DebianRoot.bookworm.isAvailable() else { return }
    let version = ProgramVersion(2, 3, 19)
    let (options, context) = Self.contexts[number]
    var comparison = Comparison(name: "random trees with \(options), seed \(Self.seed)")
    // Trees that are not refused come more often from few lines.
    let cases = (0..<Self.batch).map { RandomConfiguration(seed: Self.seed &+ UInt64($0) &* 104_729, version: version) }
    for (index, answer) in try await Self.answers(to: cases, of: .bookworm, options: options).enumerated()
    where answer.exitCode == 0 {
      let reading = Reading(
        cases[index].files.map { ("/etc/dovecot/\(index)/\($0.name)", $0.text) },
        mainFile: "/etc/dovecot/\(index)/dovecot.conf", version: version)
      comparison.compare(
        reading, with: answer, name: "tree \(index)\n" + Self.shown(cases[index]), context: context)
    }
    comparison.report()
  }

  @Test("are printed with all defaults as the real doveconf -a does", arguments: roots)
  func agreeWithDefaults(root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let version = try #require(ProgramVersion(root.dovecotVersion))
    var comparison = Comparison(name: "random trees with -a, \(root.suite), seed \(Self.seed)")
    let cases = (0..<Self.batch).map {
      RandomConfiguration(seed: Self.seed &+ UInt64($0) &* 15_485_863, version: version)
    }
    for (index, answer) in try await Self.answers(to: cases, of: root, options: "-a").enumerated()
    where answer.exitCode == 0 {
      let reading = Reading(
        cases[index].files.map { ("/etc/dovecot/\(index)/\($0.name)", $0.text) },
        mainFile: "/etc/dovecot/\(index)/dovecot.conf", version: version)
      comparison.compare(reading, with: answer, name: "tree \(index)\n" + Self.shown(cases[index]), form: .all)
    }
    comparison.report()
  }

  private static func shown(_ configuration: RandomConfiguration) -> String {
    configuration.files.map { "--- \($0.name)\n\($0.text)" }.joined()
  }

  private static func answers(
    to cases: [RandomConfiguration], of root: DebianRoot, options: String = ""
  ) async throws -> [RecordedAnswer] {
    try await Doveconf.answers(
      to: cases.map(\.files), of: root, options: options == "-a" ? "-a" : "-n \(options)")
  }
}
