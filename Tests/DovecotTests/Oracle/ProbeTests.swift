import Foundation
import OracleSupport
import ServerTree
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

/// Small configurations, each about one rule of the daemon, in `Probes/*.txt`.
struct Probe {
  let name: String
  /// The main file first.
  private(set) var files: [(name: String, text: String)] = [("dovecot.conf", "")]

  /// Reads `=== NAME`, then the lines of the main file, then `--- FILE` and the lines of another one.
  static func probes(in text: String) -> [Probe] {
    var probes: [Probe] = []
    for line in text.split(separator: "\n", omittingEmptySubsequences: false).dropLast() {
      if line.hasPrefix("=== ") {
        probes.append(Probe(name: String(line.dropFirst(4))))
      } else if line.hasPrefix("--- ") {
        probes[probes.count - 1].files.append((String(line.dropFirst(4)), ""))
      } else {
        probes[probes.count - 1].append(line)
      }
    }
    return probes
  }

  private mutating func append(_ line: Substring) { files[files.count - 1].text += line + "\n" }

  /// With the lines on top that 2.4 wants.
  func files(for version: ProgramVersion) -> [(name: String, text: String)] {
    guard version >= ProgramVersion(2, 4) else { return files }
    var files = files
    files[0].text = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n" + files[0].text
    return files
  }

  var shown: String { files.map { "--- \($0.name)\n\($0.text)" }.joined() }
}

@Suite("Probes of single rules")
struct ProbeTests {
  static let roots: [DebianRoot] = [.bullseye, .bookworm, .trixie, .sid]
  /// Others by hand: `DOVETRAIL_PROBES=/tmp/probes.txt`.
  static let groups =
    environment("DOVETRAIL_PROBES").map { [$0] }
    ?? [
      "Blocks", "Includes", "Lines", "Names2_3", "Names2_4", "Obsolete", "Services", "Structs", "System", "Variables",
    ]

  private static func probes(_ group: String) throws -> [Probe] {
    let file =
      group.hasPrefix("/")
      ? URL(fileURLWithPath: group)
      : URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Probes/\(group).txt")
    return Probe.probes(in: try String(contentsOf: file, encoding: .utf8))
  }

  private static func reading(
    _ probe: Probe, _ number: Int, _ version: ProgramVersion, besides others: [(String, String)] = []
  ) -> Reading {
    Reading(
      probe.files(for: version).map { ("/etc/dovecot/\(number)/\($0.name)", $0.text) } + others,
      mainFile: "/etc/dovecot/\(number)/dovecot.conf", version: version)
  }

  @Test("are printed and refused as the real doveconf does", arguments: groups, roots)
  func agree(group: String, root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let version = try #require(ProgramVersion(root.dovecotVersion))
    // The names of sections are the business of each line.
    if group.hasSuffix("2_3"), version >= ProgramVersion(2, 4) { return }
    if group.hasSuffix("2_4"), version < ProgramVersion(2, 4) { return }
    let probes = try Self.probes(group)
    let answers = try await Doveconf.answers(to: probes.map { $0.files(for: version) }, of: root, options: "-n")
    try #require(answers.count == probes.count)
    var comparison = Comparison(name: "\(group) \(root.suite)")
    for (number, answer) in answers.enumerated() {
      let probe = probes[number]
      let reading = Self.reading(probe, number, version, besides: group == "System" ? try Self.system(of: root) : [])
      comparison.compare(reading, with: answer, name: "\(probe.name)\n\(probe.shown)")
    }
    comparison.report()
  }

  /// What the daemon looks at besides its own files: the system's users, and where the plugins are.
  private static func system(of root: DebianRoot) throws -> [(String, String)] {
    let users = try String(contentsOfFile: root.path + "/etc/passwd", encoding: .utf8)
    return [("/etc/passwd", users), ("/usr/lib/dovecot/modules/lib20_fts_plugin.so", "")]
  }

  /// doveconf of 2.4.5 leaves the services to the master process; with `-x` it looks at them as that does.
  @Test("of services of 2.4.5 are refused as the master process does", arguments: ["Services", "Names2_4"])
  func servicesAtStart(group: String) async throws {
    guard DebianRoot.sid.isAvailable() else { return }
    let version = try #require(ProgramVersion(DebianRoot.sid.dovecotVersion))
    let probes = try Self.probes(group)
    let answers = try await Doveconf.answers(to: probes.map { $0.files(for: version) }, of: .sid, options: "-n -x")
    try #require(answers.count == probes.count)
    // What the environment decides cannot be told from the files.
    for (number, answer) in answers.enumerated() where !probes[number].shown.lowercased().contains("env:") {
      let said = Self.reading(probes[number], number, version).daemonMessages
      // Values that only the running server knows are not expanded here.
      let missing = answer.messages.compactMap(RecordedAnswer.text).filter { text in
        !text.contains("Failed to expand")
          && !said.contains { text == $0 || text.hasSuffix(": \($0)") || $0.hasSuffix(text) }
      }
      #expect(missing.isEmpty, "\(probes[number].name): \(said)")
    }
  }

  @Test("say what to do next, whatever the version")
  func read() throws {
    for group in Self.groups {
      for (number, probe) in try Self.probes(group).enumerated() {
        for version in [ProgramVersion(2, 3, 13), ProgramVersion(2, 4, 3)] {
          let reading = Self.reading(probe, number, version)
          #expect(reading.configuration.diagnostics.allSatisfy { $0.nextStep.last == "." }, "\(probe.name)")
        }
      }
    }
  }
}
