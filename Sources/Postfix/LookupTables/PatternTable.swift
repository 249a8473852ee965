internal import PCRE2
internal import ServerTree
internal import SourceText

/// `/^spam/ REJECT`: a pcre: or regexp: table. Rules are tried in order; the first that holds gives the result.
package struct PatternTable: Sendable {
  package enum Dialect: String, Sendable { case pcre, regexp }

  private struct Test: Sendable {
    let pattern: Pattern
    let isNegated: Bool
    /// Whether the places of captures are those of the real library, not only whether it matches.
    let capturesAreExact: Bool
  }

  private enum Rule: Sendable {
    case match(Test, and: Test?, ResultTemplate, line: Int)
    /// Where the block ends: the number of its endif, or of the rule behind the last.
    case block(Test, end: Int, line: Int)
    case endif
    /// A rule in a form that is not translated: whether it holds is not known.
    case untranslated(String)
  }

  private let dialect: Dialect
  private let name: String
  private let source: TreePath?
  private var rules: [Rule] = []
  private var openBlocks: [(rule: Int, line: TableLine)] = []
  package private(set) var problems: [TableProblem] = []
  /// Lines whose flag `i` makes them look at the case of letters: they do not without a flag, and `i` toggles.
  package private(set) var caseSensitiveLines: [Int] = []

  init(_ lines: [TableLine], dialect: Dialect, name: String, source: TreePath? = nil) {
    self.dialect = dialect
    self.name = name
    self.source = source
    for line in lines {
      do throws(TableFault) { try read(line) } catch { warn(error.message, line) }
    }
    for block in openBlocks.reversed() {
      warn("IF has no matching ENDIF", block.line)
      close(block.rule)
    }
  }

  package var count: Int { rules.count }

  /// The results that `isMeant` picks, each once, with the line of the first: of rules whose result does not depend on
  /// what the pattern matched.
  package func values(where isMeant: (ArraySlice<UInt8>) -> Bool) -> [(value: [UInt8], line: Int)] {
    var seen: Set<[UInt8]> = []
    return rules.compactMap { rule in
      guard case .match(_, _, let template, let line) = rule, template.highest == 0 else { return nil }
      let value = template.filled { _ in [] }
      return isMeant(value[...]) && seen.insert(value).inserted ? (value, line) : nil
    }
  }

  private mutating func warn(_ message: String, _ line: TableLine) {
    let words = "\(dialect.rawValue) map \(name), line \(line.number): \(message)"
    problems.append(TableProblem(message: words, line: line.number, range: line.range))
  }

  // MARK: - Reading

  private mutating func read(_ line: TableLine) throws(TableFault) {
    let text = line.text.trimmingTrailingSpace
    guard !text.isEmpty else { return }
    switch try PatternRule(text, takesTwo: dialect == .regexp) {
    case .match(let first, let second, let result): try readMatch(first, second, result, line)
    case .block(let expression, let extra):
      try checkFlags(expression, line)
      if !extra.isEmpty {
        warn("ignoring extra text after IF statement: \"\(extra.printable)\"", line)
        warn("do not prepend whitespace to statements between IF and ENDIF", line)
      }
      let test = try test(expression)
      openBlocks.append((rules.count, line))
      rules.append(test.map { .block($0, end: 0, line: line.number) } ?? .untranslated(line.text.printable))
    case .endif(let extra):
      guard let block = openBlocks.popLast() else { throw TableFault("ignoring ENDIF without matching IF") }
      if !extra.isEmpty { warn("ignoring extra text after ENDIF", line) }
      close(block.rule)
      rules.append(.endif)
    }
  }

  private mutating func close(_ rule: Int) {
    if case .block(let test, _, let line) = rules[rule] { rules[rule] = .block(test, end: rules.count, line: line) }
  }

  private mutating func readMatch(
    _ first: PatternRule.Expression, _ second: PatternRule.Expression?, _ result: ArraySlice<UInt8>, _ line: TableLine
  ) throws(TableFault) {
    try checkFlags(first, line)
    if let second { try checkFlags(second, line) }
    if result.isEmpty { warn("no replacement text: using empty string", line) }
    let template = try template(result, line)
    guard template.highest == 0 || !first.isNegated else {
      throw TableFault("$number found in negative match replacement text: skipping this rule")
    }
    guard let test = try test(first) else { return rules.append(.untranslated(line.text.printable)) }
    guard template.highest <= test.pattern.captureCount else {
      throw TableFault("out of range replacement index \"\(template.highest)\": skipping this rule")
    }
    guard let second else { return rules.append(.match(test, and: nil, template, line: line.number)) }
    guard let other = try self.test(second) else { return rules.append(.untranslated(line.text.printable)) }
    rules.append(.match(test, and: other, template, line: line.number))
  }

  private mutating func template(_ result: ArraySlice<UInt8>, _ line: TableLine) throws(TableFault) -> ResultTemplate {
    do throws(MacroError) { return try ResultTemplate(result) } catch {
      if case .badName(_, let name) = error {
        warn(ResultTemplate.words(name, dialect), line)
      } else {
        // What is wrong with the text itself is said without the name of the table.
        problems.append(TableProblem(message: error.message, line: line.number, range: line.range))
      }
      throw TableFault("bad replacement syntax: skipping this rule")
    }
  }

  private mutating func checkFlags(_ expression: PatternRule.Expression, _ line: TableLine) throws(TableFault) {
    let known = dialect == .pcre ? "imsxAEUX" : "imx"
    for flag in expression.flags.prefix(while: known.utf8.contains) where flag == UInt8(ascii: "X") {
      warn("ignoring obsolete regexp option \"X\"", line)
    }
    if !expression.flags.count(where: { $0 == UInt8(ascii: "i") }).isMultiple(of: 2) {
      caseSensitiveLines.append(line.number)
    }
    guard let unknown = expression.flags.first(where: { !known.utf8.contains($0) }) else { return }
    throw TableFault("unknown regexp option \"\([unknown].printable)\": skipping this rule")
  }

  /// Nil for an expression that cannot be translated.
  private func test(_ expression: PatternRule.Expression) throws(TableFault) -> Test? {
    var source = Array(expression.pattern)
    var exact = true
    var options: PatternOptions
    switch dialect {
    case .pcre:
      options = PerlFlags.options(expression.flags)
    case .regexp:
      guard let translated = ExtendedRegularExpression(expression.pattern, flags: expression.flags) else { return nil }
      (source, options, exact) = (translated.pattern, translated.options, translated.capturesAreExact)
    }
    do throws(PatternError) {
      let pattern = try Pattern(source, options: options)
      return Test(pattern: pattern, isNegated: expression.isNegated, capturesAreExact: exact)
    } catch {
      guard dialect == .pcre else { return nil }
      throw TableFault("error in regex at offset \(error.offset): \(error.message)")
    }
  }

  // MARK: - Asking

  package func answer(to key: ArraySlice<UInt8>) -> TableAnswer { lookUp(key).answer }

  /// - Complexity: O(*n*) in the rules; each match is bounded by the matcher's limits.
  func lookUp(_ key: ArraySlice<UInt8>, limits: MatchLimits = MatchLimits()) -> TableFinding {
    let text = Array(key)
    var matcher = Matcher(limits: limits)
    var index = 0
    while index < rules.count {
      var line: Int?
      do throws(MatchError) {
        switch rules[index] {
        case .match(let first, let second, let template, let number):
          line = number
          if let answer = try answer(text, first, second, template, &matcher) {
            return TableFinding(answer, line: number)
          }
        case .block(let test, let end, let number):
          line = number
          if try !holds(test, text, &matcher) { index = end }
        case .endif: break
        case .untranslated(let rule):
          return TableFinding(.unknown("whether the rule \(rule) matches is not known"))
        }
      } catch {
        return TableFinding(costly: "\(dialect.rawValue):\(name)", line: line, in: source, error)
      }
      index += 1
    }
    return TableFinding(.notFound)
  }

  private func answer(
    _ text: [UInt8], _ first: Test, _ second: Test?, _ template: ResultTemplate, _ matcher: inout Matcher
  ) throws(MatchError) -> TableAnswer? {
    let match = try matcher.firstMatch(of: first.pattern, in: text)
    guard (match != nil) != first.isNegated else { return nil }
    if let second { guard try holds(second, text, &matcher) else { return nil } }
    if template.highest > 0, !first.capturesAreExact {
      return .unknown("which text a capture of a POSIX expression takes is not modelled")
    }
    return .found(template.filled { number in match?[number].map { text[$0] } ?? [] })
  }

  private func holds(_ test: Test, _ text: [UInt8], _ matcher: inout Matcher) throws(MatchError) -> Bool {
    try matcher.matches(test.pattern, text) != test.isNegated
  }
}

/// `imsxAEU`, the flags of a pcre: rule; each toggles.
enum PerlFlags {
  /// Caseless and dotall are on to begin with.
  static func options(_ flags: ArraySlice<UInt8>) -> PatternOptions {
    var options: PatternOptions = [.caseless, .dotAll]
    for flag in flags {
      let toggled: PatternOptions =
        switch flag {
        case UInt8(ascii: "i"): .caseless
        case UInt8(ascii: "m"): .multiline
        case UInt8(ascii: "s"): .dotAll
        case UInt8(ascii: "x"): .extended
        case UInt8(ascii: "A"): .anchored
        case UInt8(ascii: "E"): .dollarEndOnly
        case UInt8(ascii: "U"): .ungreedy
        default: []
        }
      options.formSymmetricDifference(toggled)
    }
    return options
  }
}

extension ArraySlice<UInt8> {
  /// Without white space at the end.
  var trimmingTrailingSpace: ArraySlice<UInt8> {
    let last = lastIndex { !ASCII.isSpace($0) }
    return last.map { self[startIndex...$0] } ?? self[startIndex..<startIndex]
  }
}
