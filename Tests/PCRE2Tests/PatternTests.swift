internal import PCRE2
internal import Testing

@Suite struct PatternTests {
  @Test("a compile error has its byte offset and PCRE2's own words")
  func compileErrors() {
    let unclosed = #expect(throws: PatternError.self) { try Pattern(Array("a(b|c".utf8)) }
    #expect(unclosed?.offset == 5)
    #expect(unclosed?.message == "missing closing parenthesis")
    let star = #expect(throws: PatternError.self) { try Pattern(Array("é*+*".utf8)) }
    #expect(star?.offset == 4)
    #expect(star?.message == "quantifier does not follow a repeatable item")
    #expect(throws: PatternError.self) { try Pattern(Array(#"\"#.utf8)) }
  }

  @Test("captures are known by number and by name")
  func captures() throws {
    let pattern = try Pattern(Array(#"(?<user>[^@]+)@(?<domain>[^.]+)(\.com)?(\.net)?"#.utf8))
    let match = try #require(try pattern.firstMatch(in: Array("to: osa@example.net".utf8)))
    #expect(pattern.captureCount == 4)
    #expect(pattern.captureNames == ["domain", "user"])
    #expect(match.range == 0..<19)
    #expect(match[1] == 0..<7)
    #expect(match.capture(named: "domain", of: pattern) == 8..<15)
    #expect(match[3] == nil)
    #expect(match[4] == 15..<19)
    #expect(match[5] == nil)
    #expect(match[-1] == nil)
    #expect(match.capture(named: "nobody", of: pattern) == nil)
  }

  @Test("of two captures with one name the one that took part counts")
  func duplicateNames() throws {
    let pattern = try Pattern(Array("(?J)(?<n>a)|(?<n>b)".utf8))
    #expect(pattern.captures(named: "n") == [1, 2])
    let match = try #require(try pattern.firstMatch(in: Array("xb".utf8)))
    #expect(match.capture(named: "n", of: pattern) == 1..<2)
  }

  @Test(
    "each option changes what matches",
    arguments: [
      ("ABC", "abc", PatternOptions.caseless),
      ("^b$", "a\nb\nc", .multiline),
      ("a.b", "a\nb", .dotAll),
      ("a b # c", "ab", .extended),
    ])
  func widening(_ pattern: String, _ text: String, _ option: PatternOptions) throws {
    #expect(try Pattern(Array(pattern.utf8)).firstMatch(in: Array(text.utf8)) == nil)
    #expect(try Pattern(Array(pattern.utf8), options: option).firstMatch(in: Array(text.utf8)) != nil)
  }

  @Test(
    "each option that forbids changes what matches",
    arguments: [("b", "ab", PatternOptions.anchored), ("a$", "a\n", .dollarEndOnly)])
  func narrowing(_ pattern: String, _ text: String, _ option: PatternOptions) throws {
    #expect(try Pattern(Array(pattern.utf8)).firstMatch(in: Array(text.utf8)) != nil)
    #expect(try Pattern(Array(pattern.utf8), options: option).firstMatch(in: Array(text.utf8)) == nil)
  }

  @Test("an ungreedy pattern takes as little as it can")
  func ungreedy() throws {
    let text = Array("<a><b>".utf8)
    #expect(try Pattern(Array("<.*>".utf8)).firstMatch(in: text)?.range == 0..<6)
    #expect(try Pattern(Array("<.*>".utf8), options: .ungreedy).firstMatch(in: text)?.range == 0..<3)
  }

  @Test("any bytes are a text, and some are a pattern", arguments: [false, true])
  func anyBytes(_ machineCode: Bool) throws {
    let pattern = try Pattern([0x00, 0xFF, 0x2B], machineCode: machineCode)
    #expect(try pattern.firstMatch(in: [0x61, 0x00, 0xFF, 0xFF, 0x0A])?.range == 1..<4)
    #expect(try Pattern([], machineCode: machineCode).firstMatch(in: [])?.range == 0..<0)
    #expect(try Pattern(Array("a".utf8), machineCode: machineCode).firstMatch(in: []) == nil)
  }

  @Test("a search begins where it is told to, and a start outside the text is refused")
  func start() throws {
    let pattern = try Pattern(Array("a".utf8))
    #expect(try pattern.firstMatch(in: Array("aba".utf8), from: 1)?.range == 2..<3)
    #expect(try pattern.firstMatch(in: Array("aba".utf8), from: 3) == nil)
    #expect(throws: MatchError.startOutOfBounds) { try pattern.firstMatch(in: Array("aba".utf8), from: 4) }
    #expect(throws: MatchError.startOutOfBounds) { try pattern.firstMatch(in: Array("aba".utf8), from: -1) }
  }

  @Test("one matcher serves patterns with few and with many captures")
  func oneMatcher() throws {
    var matcher = Matcher()
    let few = try Pattern(Array("b".utf8))
    let many = try Pattern(Array(String(repeating: "(a?)", count: 200).utf8))
    for _ in 0..<3 {
      #expect(try matcher.firstMatch(of: few, in: Array("ab".utf8))?.range == 1..<2)
      #expect(try matcher.firstMatch(of: many, in: Array("aaa".utf8))?[200] == 3..<3)
      #expect(try matcher.matches(few, Array("ac".utf8)) == false)
    }
  }

  @Test("a text that is not UTF-8 is an error for a pattern that asks for it")
  func invalidUTF8() throws {
    let pattern = try Pattern(Array("(*UTF)é".utf8))
    #expect(try pattern.firstMatch(in: Array("né".utf8))?.range == 1..<3)
    #expect {
      try pattern.firstMatch(in: [0xC3])
    } throws: { error in
      if case MatchError.invalidUTF8 = error { true } else { false }
    }
  }
}
