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
  /// Others by hand: `DOVETRAIL_RANDOM_SEED=7`.
  private static let seed = environment("DOVETRAIL_RANDOM_SEED").flatMap { UInt64($0) } ?? 20_261_124
  private static let batch = 350

  /// More by hand: `DOVETRAIL_RANDOM_TREES=20000`.
  private static let count = environment("DOVETRAIL_RANDOM_TREES").flatMap { Int($0) } ?? 700
  /// Of each way to ask for one connection; more by hand: `DOVETRAIL_RANDOM_CONTEXTS=2000`.
  private static let contextCount = environment("DOVETRAIL_RANDOM_CONTEXTS").flatMap { Int($0) } ?? 150

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

  static let contexts: [Context] = [
    Context(protocolName: "imap"), Context(protocolName: "imap", remoteIP: "10.1.2.3"),
    Context(localName: "a.example.com"), Context(protocolName: "pop3", localIP: "192.0.2.1"),
  ]

  @Test("are printed for one connection as the real doveconf -f does", arguments: contexts, roots)
  func agreeInContext(context: Context, root: DebianRoot) async throws {
    try await Self.compare(context, root, .changed)
  }

  @Test("are printed for one connection with all defaults as the real doveconf -a -f does", arguments: roots)
  func agreeInContextWithDefaults(root: DebianRoot) async throws {
    try await Self.compare(Self.contexts[1], root, .all)
  }

  private static func compare(
    _ context: Context, _ root: DebianRoot, _ form: DovecotConfiguration.NativeForm
  ) async throws {
    guard root.isAvailable() else { return }
    let version = try #require(ProgramVersion(root.dovecotVersion))
    let options = (form == .all ? "-a " : "-n ") + context.options(version)
    var comparison = Comparison(name: "random trees with \(options), \(root.suite), seed \(seed)")
    for first in stride(from: 0, to: contextCount, by: batch) {
      let numbers = first..<min(first + batch, contextCount)
      let cases = numbers.map { RandomConfiguration(seed: seed &+ UInt64($0) &* 104_729, version: version) }
      for (index, answer) in try await answers(to: cases, of: root, options: options).enumerated() {
        let reading = Reading(
          cases[index].files.map { ("/etc/dovecot/\(index)/\($0.name)", $0.text) },
          mainFile: "/etc/dovecot/\(index)/dovecot.conf", version: version)
        comparison.compare(
          reading, with: answer, name: "tree \(numbers.lowerBound + index)\n" + shown(cases[index]), form: form,
          context: context)
      }
    }
    comparison.report()
  }

  /// doveconf shows secrets to who asks by name; we only with --show-secrets.
  static let names = [
    "service/imap-login", "service", "passdb", "namespace/inbox", "mail_home", "mail_plugins", "plugin", "ssl",
    "service/imap-login/process_limit", "protocol/imap", "mail_debug",
    "service/auth/unix_listener", "service/auth/unix_listener/auth-userdb", "namespace/inbox/mailbox",
    "service/imap-login/inet_listener",
  ]

  @Test("are printed for some names as the real doveconf -n NAME does", arguments: roots)
  func agreeForNames(root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let version = try #require(ProgramVersion(root.dovecotVersion))
    var comparison = Comparison(name: "random trees with names, \(root.suite), seed \(Self.seed)")
    for (number, name) in Self.names.enumerated() {
      let cases = (0..<(Self.contextCount / 6)).map { index in
        RandomConfiguration(seed: Self.seed &+ UInt64(number * 100_000 + index) &* 7919, version: version)
      }
      for (index, answer) in try await Self.answers(to: cases, of: root, options: "-n \(name)").enumerated()
      where answer.exitCode == 0 {
        let reading = Reading(
          cases[index].files.map { ("/etc/dovecot/\(index)/\($0.name)", $0.text) },
          mainFile: "/etc/dovecot/\(index)/dovecot.conf", version: version)
        // What is wrong with values is not looked at.
        guard !reading.isRefused else { continue }
        comparison.compare(
          reading, with: RecordedAnswer(command: "", exitCode: 0, output: answer.output, messages: []),
          name: "\(name) of tree \(index)\n" + Self.shown(cases[index]), of: [name], showingSecrets: true)
      }
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
    to cases: [RandomConfiguration], of root: DebianRoot, options: String = "-n"
  ) async throws -> [RecordedAnswer] {
    try await Doveconf.answers(to: cases.map(\.files), of: root, options: options)
  }
}

extension Context {
  /// `-f protocol=imap -f remote=10.1.2.3`
  func options(_ version: ProgramVersion) -> String {
    let nameKey = version < ProgramVersion(2, 4) ? "lname" : "local_name"
    let facts = [
      ("protocol", protocolName), ("local", localIP), ("remote", remoteIP), (nameKey, localName),
    ]
    return facts.compactMap { key, value in value.map { "-f \(key)=\($0)" } }.joined(separator: " ")
  }
}
