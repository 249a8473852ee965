internal import PCRE2
internal import SourceText

/// `/^(a|b)/i REJECT $1`: one line of a pcre: or regexp: table, compiled, with what Postfix warns about.
struct PatternRuleReader {
  struct Test: Sendable {
    let expression: Expression
    let isNegated: Bool
  }

  indirect enum Expression: Sendable {
    case perl(Pattern)
    /// The same in PCRE2, where a POSIX expression has the same captures, or none is asked for.
    case translated(Pattern, captures: POSIXExpression?)
    case posix(POSIXExpression)

    var captureCount: Int {
      switch self {
      case .perl(let pattern), .translated(let pattern, _): pattern.captureCount
      case .posix(let expression): expression.captureCount
      }
    }
  }

  /// What a line is. Nil in place of a test: it is too costly to be tried.
  enum Reading {
    case match(Test, and: Test?, ResultTemplate)
    case block(Test)
    case endif(extra: ArraySlice<UInt8>)
    case untranslated(isBlock: Bool)
    case nothing
  }

  let dialect: PatternTable.Dialect
  /// 3.5 is built with PCRE 1, which still has the option `X`.
  let knowsExtra: Bool
  /// Postfix' words, without the name of the table; what is wrong with a macro is told without it anyway.
  private(set) var warnings: [(words: String, isBare: Bool)] = []
  /// Whether a flag `i` makes it look at the case of letters: it does not without a flag, and `i` toggles.
  private(set) var looksAtCase = false

  init(dialect: PatternTable.Dialect, knowsExtra: Bool) {
    self.dialect = dialect
    self.knowsExtra = knowsExtra
  }

  mutating func read(_ text: ArraySlice<UInt8>) throws(TableFault) -> Reading {
    let text = text.trimmingTrailingSpace
    guard !text.isEmpty else { return .nothing }
    switch try PatternRule(text, takesTwo: dialect == .regexp) {
    case .match(let first, let second, let result): return try match(first, second, result)
    case .block(let expression, let extra):
      try checkFlags(expression)
      if !extra.isEmpty {
        warn("ignoring extra text after IF statement: \"\(extra.printable)\"")
        warn("do not prepend whitespace to statements between IF and ENDIF")
      }
      return try test(expression).map { .block($0) } ?? .untranslated(isBlock: true)
    case .endif(let extra): return .endif(extra: extra)
    }
  }

  private mutating func warn(_ words: String) { warnings.append((words, false)) }

  private mutating func match(
    _ first: PatternRule.Expression, _ second: PatternRule.Expression?, _ result: ArraySlice<UInt8>
  ) throws(TableFault) -> Reading {
    try checkFlags(first)
    if let second { try checkFlags(second) }
    if result.isEmpty { warn("no replacement text: using empty string") }
    let template = try template(result)
    guard template.highest == 0 || !first.isNegated else {
      throw TableFault("$number found in negative match replacement text: skipping this rule")
    }
    guard let test = try test(first, needsCaptures: template.highest > 0) else { return .untranslated(isBlock: false) }
    guard template.highest <= test.expression.captureCount else {
      throw TableFault("out of range replacement index \"\(template.highest)\": skipping this rule")
    }
    guard let second else { return .match(test, and: nil, template) }
    return try self.test(second).map { .match(test, and: $0, template) } ?? .untranslated(isBlock: false)
  }

  private mutating func template(_ result: ArraySlice<UInt8>) throws(TableFault) -> ResultTemplate {
    do throws(MacroError) { return try ResultTemplate(result) } catch {
      if case .badName(_, let name) = error {
        warn(ResultTemplate.words(name, dialect))
      } else {
        warnings.append((error.message, true))
      }
      throw TableFault("bad replacement syntax: skipping this rule")
    }
  }

  private mutating func checkFlags(_ expression: PatternRule.Expression) throws(TableFault) {
    let known = dialect == .pcre ? "imsxAEUX" : "imx"
    if !knowsExtra {
      for flag in expression.flags.prefix(while: known.utf8.contains) where flag == UInt8(ascii: "X") {
        warn("ignoring obsolete regexp option \"X\"")
      }
    }
    if !expression.flags.count(where: { $0 == UInt8(ascii: "i") }).isMultiple(of: 2) { looksAtCase = true }
    guard let unknown = expression.flags.first(where: { !known.utf8.contains($0) }) else { return }
    throw TableFault("unknown regexp option \"\([unknown].printable)\": skipping this rule")
  }

  /// Nil for an expression that is too costly to be tried.
  private func test(_ expression: PatternRule.Expression, needsCaptures: Bool = false) throws(TableFault) -> Test? {
    switch dialect {
    case .pcre:
      do throws(PatternError) {
        let pattern = try Pattern(Array(expression.pattern), options: PerlFlags.options(expression.flags))
        return Test(expression: .perl(pattern), isNegated: expression.isNegated)
      } catch {
        throw TableFault("error in regex at offset \(error.offset): \(error.message)")
      }
    case .regexp:
      return try posix(expression, needsCaptures).map { Test(expression: $0, isNegated: expression.isNegated) }
    }
  }

  /// PCRE2 where it means the same, since it is quick and has limits; the C library for the rest.
  private func posix(_ expression: PatternRule.Expression, _ needsCaptures: Bool) throws(TableFault) -> Expression? {
    if let same = ExtendedRegularExpression(expression.pattern, flags: expression.flags),
      let pattern = try? Pattern(same.pattern, options: same.options)
    {
      if same.capturesAreExact || !needsCaptures { return .translated(pattern, captures: nil) }
      return try POSIXExpression(expression.pattern, flags: expression.flags).map {
        .translated(pattern, captures: $0)
      }
    }
    return try POSIXExpression(expression.pattern, flags: expression.flags).map { .posix($0) }
  }
}
