internal import SourceText

/// `/pattern/flags result`, `if !/pattern/`, `endif`: one line of a pcre: or regexp: table, taken apart.
enum PatternRule {
  /// A pattern between its delimiters.
  struct Expression {
    let isNegated: Bool
    let pattern: ArraySlice<UInt8>
    let flags: ArraySlice<UInt8>
  }

  case match(first: Expression, second: Expression?, result: ArraySlice<UInt8>)
  case block(Expression, extra: ArraySlice<UInt8>)
  case endif(extra: ArraySlice<UInt8>)

  /// - Parameter takesTwo: regexp: tables take `/p1/!/p2/`.
  init(_ text: ArraySlice<UInt8>, takesTwo: Bool) throws(TableFault) {
    guard let first = text.first, ASCII.isAlphanumeric(first) else {
      var rest = text
      let first = try Self.expression(&rest, takesTwo: takesTwo)
      var second: Expression?
      if takesTwo, rest.first == ASCII.exclamation { second = try Self.expression(&rest, takesTwo: true) }
      self = .match(first: first, second: second, result: rest.drop(while: ASCII.isSpace))
      return
    }
    if var rest = Self.keyword("if", text) {
      rest = rest.drop(while: ASCII.isSpace)
      let expression = try Self.expression(&rest, takesTwo: takesTwo)
      self = .block(expression, extra: rest.drop(while: ASCII.isSpace))
    } else if let rest = Self.keyword("endif", text) {
      self = .endif(extra: rest.drop(while: ASCII.isSpace))
    } else {
      throw TableFault("ignoring unrecognized request")
    }
  }

  /// What stands behind a keyword, which is compared without case and ends where letters and digits end.
  static func keyword(_ word: String, _ text: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    guard text.prefix(word.utf8.count).map(ASCII.lowercased).elementsEqual(word.utf8) else { return nil }
    let rest = text.dropFirst(word.utf8.count)
    return rest.first.map(ASCII.isAlphanumeric) == true ? nil : rest
  }

  /// Any number of `!`, with blanks between.
  static func negation(_ text: ArraySlice<UInt8>) -> (isNegated: Bool, rest: ArraySlice<UInt8>) {
    let marks = text.prefix { $0 == ASCII.exclamation || ASCII.isSpace($0) }
    return (marks.count { $0 == ASCII.exclamation } % 2 == 1, text[marks.endIndex...])
  }

  /// The delimiter is the first byte and closes at the same byte; a backslash skips the next one.
  private static func expression(_ rest: inout ArraySlice<UInt8>, takesTwo: Bool) throws(TableFault) -> Expression {
    let (isNegated, text) = negation(rest)
    guard let delimiter = text.first else { throw TableFault("no regexp: skipping this rule") }
    var index = text.startIndex + 1
    while index < text.endIndex, text[index] != delimiter {
      index += text[index] == ASCII.backslash ? 2 : 1
    }
    guard index < text.endIndex else {
      let consequence = takesTwo ? "skipping" : "ignoring"
      throw TableFault(
        "no closing regexp delimiter \"\([delimiter].printable)\": \(consequence) this rule")
    }
    let behind = text[(index + 1)...]
    let flags = behind.prefix { !ASCII.isSpace($0) && !(takesTwo && $0 == ASCII.exclamation) }
    rest = behind[flags.endIndex...]
    return Expression(isNegated: isNegated, pattern: text[(text.startIndex + 1)..<index], flags: flags)
  }
}

/// `REJECT $1 is not ${2}`: the result of a rule, with the places of captures.
struct ResultTemplate: Sendable {
  private enum Part: Sendable {
    case literal(ArraySlice<UInt8>)
    case capture(Int)
  }

  private var parts: [Part] = []
  /// The highest capture that is mentioned; 0 for plain text.
  private(set) var highest = 0

  /// A rule with a result that is wrong is skipped; `badName` has the index that is none.
  init(_ text: ArraySlice<UInt8>) throws(MacroError) {
    var tokens = MacroTokens(text)
    while let token = try tokens.next() {
      switch token {
      case .literal(let literal): parts.append(.literal(literal))
      case .dollar: parts.append(.literal([ASCII.dollar]))
      case .name(let name), .expression(let name):
        guard let number = Self.number(name) else { throw .badName(before: "", at: name.printable) }
        highest = max(highest, number)
        parts.append(.capture(number))
      }
    }
  }

  private static func number(_ name: ArraySlice<UInt8>) -> Int? {
    guard name.allSatisfy(ASCII.isDigit), let number = Int(name.text), number > 0 else { return nil }
    return number
  }

  /// What Postfix says about an index that is none; the two kinds of tables spell it differently.
  static func words(_ index: String, _ dialect: PatternTable.Dialect) -> String {
    guard index.utf8.allSatisfy(ASCII.isDigit) else { return "non-numeric replacement index \"\(index)\"" }
    return "\(dialect == .pcre ? "out of range" : "out-of-range") replacement index \"\(index)\""
  }

  /// The text with `capture` in place of each number; a capture that took no part is empty.
  func filled(_ capture: (Int) -> ArraySlice<UInt8>) -> [UInt8] {
    parts.reduce(into: []) { result, part in
      switch part {
      case .literal(let literal): result += literal
      case .capture(let number): result += capture(number)
      }
    }
  }
}
