import Glibc
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

/// Input that somebody made to exhaust the reader: it is read to its end, in a time that grows no faster than it does.
@Suite("Hostile input", .serialized)
struct HostileInputTests {
  /// Twice the input may take this many times as long. A linear reader takes 2, a quadratic one 4.
  private static let limit = 3.5

  static let versions = [ProgramVersion(2, 3, 19), ProgramVersion(2, 4, 5)]

  @Test("of 100,000 nested sections is read and printed", arguments: versions)
  func nestedSections(version: ProgramVersion) {
    expectLinear("nested sections \(version)", 50_000) { count in
      let opening = version < ProgramVersion(2, 4) ? "namespace n {\n" : "ssl_server {\n"
      let openings = String(repeating: opening, count: count)
      return Self.reading(openings + "mail_home = /deep\n" + String(repeating: "}\n", count: count), version)
    } check: { _, reading in
      // 2.3 has no namespaces in namespaces. 2.4 has any depth, of which the reader looks at the beginning and says so.
      #expect(reading.isRefused == (version < ProgramVersion(2, 4)))
      #expect(reading.configuration.diagnostics.contains { $0.severity != .note })
    }
  }

  @Test("of 100,000 nested filters is read", arguments: versions)
  func nestedFilters(version: ProgramVersion) {
    expectLinear("nested filters \(version)", 50_000) { count in
      let openings = String(repeating: "local 10.0.0.0/8 {\n", count: count)
      return Self.reading(openings + String(repeating: "}\n", count: count), version)
    }
  }

  @Test("of sections that are never closed, and of closings without a section, is read", arguments: versions)
  func unbalanced(version: ProgramVersion) {
    expectLinear("unclosed sections \(version)", 50_000) { count in
      Self.reading(String(repeating: "protocol imap {\n", count: count), version)
    } check: { _, reading in
      #expect(reading.isRefused)
    }
    expectLinear("stray closings \(version)", 50_000) { count in
      Self.reading(String(repeating: "}\n", count: count), version)
    } check: { _, reading in
      #expect(reading.isRefused)
    }
  }

  /// A million takes long where nothing is optimized, so one version has to do with fewer.
  @Test("of 1,000,000 lines is read, and the last one counts", arguments: zip(versions, [100_000, 500_000]))
  func manyLines(version: ProgramVersion, count: Int) {
    expectLinear("lines \(version)", count) { count in
      Self.reading((0..<count).map { "mail_home = /\($0)\n" }.joined(), version)
    } check: { count, reading in
      #expect(reading.value(of: "mail_home") == "/\(count - 1)")
      #expect(reading.configuration.facts.count >= count)
    }
  }

  @Test("of one line of 20 MB is read whole", arguments: versions)
  func longLine(version: ProgramVersion) {
    expectLinear("one line \(version)", 10 << 20) { count in
      Self.reading("mail_home = /" + String(repeating: "x", count: count) + "\n", version)
    } check: { count, reading in
      #expect(reading.value(of: "mail_home")?.utf8.count == count + 1)
    }
  }

  @Test("of one value on a million lines is read whole", arguments: versions)
  func longContinuation(version: ProgramVersion) {
    expectLinear("continued line \(version)", 500_000) { count in
      Self.reading("mail_home = /" + String(repeating: "x \\\n", count: count) + "y\n", version)
    } check: { count, reading in
      #expect(reading.value(of: "mail_home")?.utf8.count == 2 * count + 2)
    }
  }

  /// Each brace doubles the number of words: 2⁶⁰ for 60 of them.
  @Test("of a brace bomb in an include's pattern is refused or read", arguments: versions)
  func braceBomb(version: ProgramVersion) {
    expectLinear("brace bomb \(version)", 30) { count in
      Self.reading("!include_try " + String(repeating: "{a,b}", count: count) + "\nmail_home = /h\n", version)
    } check: { _, reading in
      #expect(reading.value(of: "mail_home") == "/h")
    }
    expectLinear("nested braces \(version)", 50_000) { count in
      let pattern = String(repeating: "{a,", count: count) + String(repeating: "}", count: count)
      return Self.reading("!include_try \(pattern)\nmail_home = /h\n", version)
    } check: { _, reading in
      #expect(reading.value(of: "mail_home") == "/h")
    }
  }

  // MARK: - Measuring

  private static func reading(_ lines: String, _ version: ProgramVersion) -> Reading {
    let isNew = version >= ProgramVersion(2, 4)
    return Reading((isNew ? RandomNesting.versions : "") + lines, version: version)
  }

  /// Reads `count` and twice as many of something and compares the times; the best of three where they are short, since other programs run.
  private func expectLinear(
    _ name: String, _ count: Int, _ read: (Int) -> Reading, check: (Int, Reading) -> Void = { _, _ in },
    _ location: SourceLocation = #_sourceLocation
  ) {
    var best: [Duration] = []
    for size in [count, 2 * count] {
      var times: [Duration] = []
      while times.count < 3, times.last.map({ $0 < .seconds(1) }) ?? true {
        let start = Self.ownTime
        let reading = read(size)
        check(size, reading)
        #expect(!reading.native().isEmpty || reading.isRefused, sourceLocation: location)
        times.append(Self.ownTime - start)
      }
      best.append(times.min() ?? .zero)
    }
    // Below that, the machine decides.
    let ratio = best[1] / max(best[0], .milliseconds(5))
    print("hostile input, \(name): \(best[0]) for \(count), \(best[1]) for \(2 * count)")
    #expect(ratio < Self.limit, "\(name): \(best)", sourceLocation: location)
  }

  /// What this thread alone has worked: other tests and programs run at the same time.
  private static var ownTime: Duration {
    var time = timespec()
    unsafe clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time)
    return .seconds(time.tv_sec) + .nanoseconds(time.tv_nsec)
  }
}
