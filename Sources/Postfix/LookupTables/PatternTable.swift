internal import PCRE2
internal import ServerTree
internal import SourceText

/// `/^spam/ REJECT`: a pcre: or regexp: table. Rules are tried in order; the first that holds gives the result.
///
/// Compiled rules are kept up to a size that fits the table's own; those behind them are compiled again when they are
/// asked, so that a hundred thousand short patterns take no more memory than their file is worth.
package struct PatternTable: Sendable {
  package enum Dialect: String, Sendable { case pcre, regexp }

  private typealias Test = PatternRuleReader.Test

  private enum Rule: Sendable {
    indirect case match(Test, and: Test?, ResultTemplate, line: Int)
    /// Where the block ends: the number of its endif, or of the rule behind the last.
    case block(Test, end: UInt32, line: UInt32)
    case endif
    /// A rule that is read again; its block, where it is one, ends there.
    indirect case unread(TableLine, end: Int)
    /// A rule that is too costly to be tried: whether it holds is not known.
    indirect case untranslated(String)
  }

  private let dialect: Dialect
  private let name: String
  private let source: TreePath?
  private let knowsExtra: Bool
  private var rules: [Rule] = []
  private var openBlocks: [(rule: Int, number: Int, range: Range<Int>?)] = []
  package private(set) var problems = TableProblems()
  /// Lines whose flag `i` makes them look at the case of letters: they do not without a flag, and `i` toggles.
  package private(set) var caseSensitiveLines: [Int] = []

  /// - Parameter size: the size of the table's text.
  init(
    _ lines: some Sequence<TableLine>, size: Int, dialect: Dialect, name: String, source: TreePath? = nil,
    knowsExtra: Bool = false
  ) {
    self.dialect = dialect
    self.name = name
    self.source = source
    self.knowsExtra = knowsExtra
    let maximumKept = max(10_000, size / 48)
    for line in lines {
      do throws(TableFault) { try read(line, keeping: rules.count < maximumKept) } catch {
        warn(error.message, line.number, line.range)
      }
    }
    for block in openBlocks.reversed() {
      warn("IF has no matching ENDIF", block.number, block.range)
      close(block.rule)
    }
    openBlocks = []
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

  private mutating func warn(_ message: String, _ number: Int, _ range: Range<Int>?) {
    problems.add(
      TableProblem(
        message: "\(dialect.rawValue) map \(name), line \(number): \(message)", line: number, range: range))
  }

  // MARK: - Reading

  private mutating func read(_ line: TableLine, keeping: Bool) throws(TableFault) {
    var reader = PatternRuleReader(dialect: dialect, knowsExtra: knowsExtra)
    defer {
      if reader.looksAtCase { caseSensitiveLines.append(line.number) }
      for warning in reader.warnings {
        if warning.isBare {
          problems.add(TableProblem(message: warning.words, line: line.number, range: line.range))
        } else {
          warn(warning.words, line.number, line.range)
        }
      }
    }
    switch try reader.read(line.text) {
    case .nothing: return
    case .match(let first, let second, let template):
      rules.append(keeping ? .match(first, and: second, template, line: line.number) : .unread(line, end: 0))
    case .block(let test):
      openBlocks.append((rules.count, line.number, line.range))
      rules.append(keeping ? .block(test, end: 0, line: UInt32(line.number)) : .unread(line, end: 0))
    case .untranslated(let isBlock):
      if isBlock { openBlocks.append((rules.count, line.number, line.range)) }
      rules.append(.untranslated(line.text.prefix(200).printable))
    case .endif(let extra):
      guard let block = openBlocks.popLast() else { throw TableFault("ignoring ENDIF without matching IF") }
      if !extra.isEmpty { warn("ignoring extra text after ENDIF", line.number, line.range) }
      close(block.rule)
      rules.append(.endif)
    }
  }

  private mutating func close(_ rule: Int) {
    switch rules[rule] {
    case .block(let test, _, let line): rules[rule] = .block(test, end: UInt32(rules.count), line: line)
    case .unread(let line, _): rules[rule] = .unread(line, end: rules.count)
    default: break
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
      let rule = read(rules[index])
      var line: Int?
      do throws(MatchError) {
        switch rule {
        case .match(let first, let second, let template, let number):
          line = number
          if let answer = try answer(text, first, second, template, &matcher) {
            return TableFinding(answer, line: number)
          }
        case .block(let test, let end, let number):
          line = Int(number)
          if try !holds(test, text, &matcher) { index = Int(end) }
        case .endif, .unread: break
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

  /// A rule that is not kept, read again; what is wrong with it has been told.
  private func read(_ rule: Rule) -> Rule {
    guard case .unread(let line, let end) = rule else { return rule }
    var reader = PatternRuleReader(dialect: dialect, knowsExtra: knowsExtra)
    switch try? reader.read(line.text) {
    case .match(let first, let second, let template): return .match(first, and: second, template, line: line.number)
    case .block(let test): return .block(test, end: UInt32(end), line: UInt32(line.number))
    default: return rule
    }
  }

  private func answer(
    _ text: [UInt8], _ first: Test, _ second: Test?, _ template: ResultTemplate, _ matcher: inout Matcher
  ) throws(MatchError) -> TableAnswer? {
    let captures = try captures(first, text, &matcher, needed: template.highest > 0)
    guard (captures != nil) != first.isNegated else { return nil }
    if let second { guard try holds(second, text, &matcher) else { return nil } }
    return .found(
      template.filled { number in
        guard let captures, number < captures.count, let range = captures[number] else { return [] }
        return text[range]
      })
  }

  /// The whole match and the captures, these only where they are needed; nil where there is no match.
  private func captures(
    _ test: Test, _ text: [UInt8], _ matcher: inout Matcher, needed: Bool
  ) throws(MatchError) -> [Range<Int>?]? {
    switch test.expression {
    case .perl(let pattern), .translated(let pattern, captures: nil):
      return try matcher.firstMatch(of: pattern, in: text)?.ranges
    case .translated(let pattern, .some(let exact)):
      guard try matcher.matches(pattern, text) else { return nil }
      return needed ? try captures(exact, text) : []
    case .posix(let expression): return try captures(expression, text)
    }
  }

  private func captures(_ expression: POSIXExpression, _ text: [UInt8]) throws(MatchError) -> [Range<Int>?]? {
    switch expression.answer(to: text) {
    case .match(let ranges): return ranges
    case .noMatch: return nil
    case .tooCostly: throw .matchLimit
    }
  }

  private func holds(_ test: Test, _ text: [UInt8], _ matcher: inout Matcher) throws(MatchError) -> Bool {
    try (captures(test, text, &matcher, needed: false) != nil) != test.isNegated
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
