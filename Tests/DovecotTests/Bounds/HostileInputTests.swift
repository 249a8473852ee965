import CAllocations
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

/// Input that somebody made to exhaust the reader: it is read to its end, and costs no more than its size warrants.
///
/// Cost is counted, not timed: all bytes that the reader asks of the heap, and the most that it holds. A reader that
/// goes over what it has read again and again copies it, or makes a list of it.
@Suite("Hostile input")
struct HostileInputTests {
  /// Twice the input may cost this many times as much. A linear reader takes 2, a quadratic one 4.
  private static let limit = 3.0
  /// The most that is held for a byte of input, and for none (catalogues, and the answer's own tables).
  private static let heldForByte = 20
  private static let heldForNone = 1 << 20

  static let versions = [ProgramVersion(2, 3, 19), ProgramVersion(2, 4, 5)]

  @Test("of nested sections is read and printed", arguments: versions)
  func nestedSections(version: ProgramVersion) {
    expectLinear("nested sections", version, 2_000) { count in
      let opening = version < ProgramVersion(2, 4) ? "namespace n {\n" : "ssl_server {\n"
      let openings = String(repeating: opening, count: count)
      return openings + "mail_home = /deep\n" + String(repeating: "}\n", count: count)
    } check: { count, reading in
      // 2.3 has no namespaces in namespaces. 2.4 has any depth, of which the reader looks at the beginning and says so.
      #expect(reading.isRefused == (version < ProgramVersion(2, 4)))
      #expect(count == 1 || reading.configuration.diagnostics.contains { $0.severity != .note })
    }
  }

  @Test("of nested filters is read", arguments: versions)
  func nestedFilters(version: ProgramVersion) {
    expectLinear("nested filters", version, 2_000) { count in
      String(repeating: "local 10.0.0.0/8 {\n", count: count) + String(repeating: "}\n", count: count)
    }
  }

  @Test("of sections that are never closed, and of closings without a section, is read", arguments: versions)
  func unbalanced(version: ProgramVersion) {
    expectLinear("unclosed sections", version, 2_000) { count in
      String(repeating: "protocol imap {\n", count: count)
    } check: { _, reading in
      #expect(reading.isRefused)
    }
    expectLinear("stray closings", version, 2_000, isHeldInBounds: false) { count in
      String(repeating: "}\n", count: count)
    } check: { count, reading in
      #expect(reading.configuration.diagnostics.count >= count)
    }
  }

  @Test("of many lines is read, and the last one counts", arguments: versions)
  func manyLines(version: ProgramVersion) {
    expectLinear("lines", version, 4_000) { count in
      (0..<count).map { "mail_home = /\($0)\n" }.joined()
    } check: { count, reading in
      #expect(reading.value(of: "mail_home") == "/\(count - 1)")
      #expect(reading.configuration.facts.count >= count)
    }
  }

  @Test("of many names, known or not, is read, and every one is told", arguments: versions)
  func manyNames(version: ProgramVersion) {
    expectLinear("unknown names", version, 2_000, isHeldInBounds: false) { count in
      (0..<count).map { "no_setting_\($0) = x\n" }.joined()
    } check: { count, reading in
      #expect(reading.configuration.diagnostics.count >= count)
    }
    expectLinear("local names", version, 1_000, isHeldInBounds: false) { count in
      (0..<count).map { "local_name h\($0).example.net {\n  mail_home = /\($0)\n}\n" }.joined()
    } check: { count, reading in
      #expect(reading.configuration.facts.count >= count)
    }
  }

  @Test("of many comments and empty lines is read", arguments: versions)
  func comments(version: ProgramVersion) {
    expectLinear("comments", version, 5_000) { String(repeating: "# nothing\n", count: $0) }
  }

  @Test("of one long line is read whole", arguments: versions)
  func longLine(version: ProgramVersion) {
    expectLinear("one line", version, 1 << 18) { count in
      "mail_home = /" + String(repeating: "x", count: count) + "\n"
    } check: { count, reading in
      #expect(reading.value(of: "mail_home")?.utf8.count == count + 1)
    }
  }

  @Test("of one value on many lines is read whole", arguments: versions)
  func longContinuation(version: ProgramVersion) {
    expectLinear("continued line", version, 10_000, isHeldInBounds: false) { count in
      "mail_home = /" + String(repeating: "x \\\n", count: count) + "y\n"
    } check: { count, reading in
      #expect(reading.value(of: "mail_home")?.utf8.count == 2 * count + 2)
    }
  }

  /// Each brace doubles the number of words: 2⁶⁰ for 60 of them. Of more than 64 not one is ever written out.
  @Test("of a brace bomb in an include's pattern is refused or read", arguments: versions)
  func braceBomb(version: ProgramVersion) {
    for count in [30, 60, 65, 10_000] {
      let reading = Self.reading(
        "!include_try " + String(repeating: "{a,b}", count: count) + "\nmail_home = /h\n", version)
      #expect(reading.value(of: "mail_home") == "/h")
    }
    // Linear, but more than what is asked of other input: a pattern is taken apart into words.
    expectLinear("nested braces", version, 5_000, isHeldInBounds: false) { count in
      let pattern = String(repeating: "{a,", count: count) + String(repeating: "}", count: count)
      return "!include_try \(pattern)\nmail_home = /h\n"
    } check: { _, reading in
      #expect(reading.value(of: "mail_home") == "/h")
    }
  }

  // MARK: - Counting

  private static func reading(_ lines: String, _ version: ProgramVersion) -> Reading {
    let isNew = version >= ProgramVersion(2, 4)
    return Reading((isNew ? RandomNesting.versions : "") + lines, version: version)
  }

  /// Reads `count` of something and twice as many, prints both, and compares what that costs.
  private func expectLinear(
    _ name: String, _ version: ProgramVersion, _ count: Int, isHeldInBounds: Bool = true, _ lines: (Int) -> String,
    check: (Int, Reading) -> Void = { _, _ in }, _ location: SourceLocation = #_sourceLocation
  ) {
    var costs: [dovetrail_allocations] = []
    // What is made once, as the catalogue, is made before anything is counted.
    for size in [1, count, 2 * count] {
      let text = lines(size)
      dovetrail_allocations_begin()
      let reading = Self.reading(text, version)
      let native = reading.native()
      let cost = dovetrail_allocations_end()
      check(size, reading)
      #expect(!native.isEmpty || reading.isRefused, sourceLocation: location)
      costs.append(cost)
      guard isHeldInBounds else { continue }
      #expect(
        Int(cost.peak) <= Self.heldForByte * text.utf8.count + Self.heldForNone, "\(name) \(version): \(cost)",
        sourceLocation: location)
    }
    let fixed = Double(costs[0].allocated)
    let ratio = (Double(costs[2].allocated) - fixed) / max(1, Double(costs[1].allocated) - fixed)
    print("hostile input, \(name) \(version): \(costs.map { ($0.allocated, $0.peak) }), ratio \(ratio)")
    #expect(costs[1].allocated > costs[0].allocated, "nothing is counted", sourceLocation: location)
    #expect(ratio < Self.limit, "\(name) \(version): \(costs)", sourceLocation: location)
  }
}
