internal import PCRE2
internal import Testing

@Suite struct MatchLimitsTests {
  /// Doubles its work with every `a`.
  static let catastrophic = Array("^(a+)+$".utf8)
  static let text = Array((String(repeating: "a", count: 40) + "!").utf8)

  @Test("a catastrophic pattern ends at the match limit, interpreted")
  func interpreter() throws {
    let pattern = try Pattern(Self.catastrophic)
    #expect(!pattern.isCompiledToMachineCode)
    #expect(throws: MatchError.matchLimit) { try pattern.firstMatch(in: Self.text) }
  }

  @Test("a catastrophic pattern ends at the match limit, as machine code", .enabled(if: Pattern.canMakeMachineCode))
  func machineCode() throws {
    let pattern = try Pattern(Self.catastrophic, machineCode: true)
    #expect(pattern.isCompiledToMachineCode)
    #expect(throws: MatchError.matchLimit) { try pattern.firstMatch(in: Self.text) }
  }

  @Test("a pattern cannot raise the limit that it runs under")
  func limitCannotBeRaised() throws {
    let pattern = try Pattern(Array("(*LIMIT_MATCH=4000000000)".utf8) + Self.catastrophic)
    #expect(throws: MatchError.matchLimit) { try pattern.firstMatch(in: Self.text) }
  }

  @Test("the limit is the caller's: the same pattern passes and fails by it")
  func limitIsTheCallers() throws {
    let pattern = try Pattern(Self.catastrophic)
    let text = Array("aaaaaaaaaaaa!".utf8)
    var generous = Matcher()
    var strict = Matcher(limits: MatchLimits(match: 1_000))
    #expect(try generous.firstMatch(of: pattern, in: text) == nil)
    #expect(throws: MatchError.matchLimit) { try strict.firstMatch(of: pattern, in: text) }
  }

  @Test("nested backtracking ends at the depth limit")
  func depthLimit() throws {
    var matcher = Matcher(limits: MatchLimits(depth: 100))
    let pattern = try Pattern(Array("^(?:(a)|b)*$".utf8))
    let text = [UInt8](repeating: 0x61, count: 10_000)
    #expect(throws: MatchError.depthLimit) { try matcher.firstMatch(of: pattern, in: text) }
  }

  @Test("a long text ends at the heap limit, interpreted")
  func heapLimit() throws {
    var matcher = Matcher(limits: MatchLimits(match: 100_000_000, depth: 100_000_000, heap: 64))
    let pattern = try Pattern(Array("^(?:(a)|b)*$".utf8))
    let text = [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(throws: MatchError.heapLimit) { try matcher.firstMatch(of: pattern, in: text) }
  }

  @Test("a long text ends at the stack limit, as machine code", .enabled(if: Pattern.canMakeMachineCode))
  func stackLimit() throws {
    var matcher = Matcher(limits: MatchLimits(match: 100_000_000, depth: 100_000_000, heap: 64))
    let pattern = try Pattern(Array("^(?:(a)|b)*$".utf8), machineCode: true)
    let text = [UInt8](repeating: 0x61, count: 1_000_000)
    #expect(throws: MatchError.stackLimit) { try matcher.firstMatch(of: pattern, in: text) }
  }

  @Test("a pattern that is nested or repeated without measure is an error, soon", .timeLimit(.minutes(1)))
  func hostilePatterns() {
    let patterns = [
      String(repeating: "(", count: 100_000),
      String(repeating: "(?:a{1000}", count: 200) + String(repeating: "){1000}", count: 200),
      String(repeating: "[[:alpha:]", count: 100_000),
      "(?(R)(?R)|" + String(repeating: "(?1)", count: 50_000),
    ]
    for pattern in patterns {
      let isRefused = (try? Pattern(Array(pattern.utf8))) == nil
      #expect(isRefused, "\(pattern.prefix(20))")
    }
  }

  @Test("many tasks may match with one pattern at once")
  func concurrent() async throws {
    let pattern = try Pattern(Array("^(a|b)*c$".utf8), machineCode: true)
    let wrong = await withTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          var matcher = Matcher()
          return (0..<500).filter { step in
            let text = [UInt8](repeating: 0x61 + UInt8(task % 2), count: step) + (step % 2 == 0 ? [0x63] : [])
            return (try? matcher.matches(pattern, text)) != (step % 2 == 0)
          }.count
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test("interpreter and machine code give the same captures", .enabled(if: Pattern.canMakeMachineCode))
  func sameAnswer() throws {
    let source = Array(#"^(?<host>[a-z0-9-]+)((?:\.[a-z0-9-]+)*)(?:\[(\d+(?:\.\d+){3})\])?$"#.utf8)
    let interpreted = try Pattern(source, options: .caseless)
    let machineCode = try Pattern(source, options: .caseless, machineCode: true)
    for text in ["mail", "Mail.Example.NET", "mail.example.net[192.0.2.1]", "mail..net", "", "[192.0.2.1]"] {
      #expect(
        try interpreted.firstMatch(in: Array(text.utf8)) == machineCode.firstMatch(in: Array(text.utf8)),
        "\(text)")
    }
  }
}
