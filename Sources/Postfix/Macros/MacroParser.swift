internal import SourceText

/// `$name`, `${…}`, `$(…)`, `$$`: one step through a text with macros.
///
/// There is no backslash and no quoting; `$` before anything else is an error.
struct MacroTokens {
  enum Token {
    case literal(ArraySlice<UInt8>)
    /// One `$`, written `$$`.
    case dollar
    /// `$name`
    case name(ArraySlice<UInt8>)
    /// What stands between brackets.
    case expression(ArraySlice<UInt8>)
  }

  private let text: ArraySlice<UInt8>
  private var cursor: Int
  /// Whether the last expression is one in brackets, also one that was thrown for.
  private(set) var isBracketed = false

  init(_ text: ArraySlice<UInt8>) {
    self.text = text
    cursor = text.startIndex
  }

  mutating func next() throws(MacroError) -> Token? {
    guard cursor < text.endIndex else { return nil }
    let start = cursor
    guard text[start] == 0x24 else {
      while cursor < text.endIndex, text[cursor] != 0x24 { cursor += 1 }
      return .literal(text[start..<cursor])
    }
    cursor += 1
    let next = cursor < text.endIndex ? text[cursor] : nil
    isBracketed = next == ASCII.leftBrace || next == ASCII.leftParenthesis
    guard let next else { throw .emptyName(text.printable) }
    switch next {
    case ASCII.dollar:
      cursor += 1
      return .dollar
    case ASCII.leftBrace: return .expression(try bracketed(ASCII.leftBrace, ASCII.rightBrace))
    case ASCII.leftParenthesis: return .expression(try bracketed(ASCII.leftParenthesis, ASCII.rightParenthesis))
    default:
      while cursor < text.endIndex, Self.isNameByte(text[cursor]) { cursor += 1 }
      guard cursor > start + 1 else { throw .emptyName(text.printable) }
      return .name(text[(start + 1)..<cursor])
    }
  }

  /// The body up to the matching bracket; only brackets of the same kind count.
  private mutating func bracketed(_ open: UInt8, _ close: UInt8) throws(MacroError) -> ArraySlice<UInt8> {
    let start = cursor + 1
    var level = 0
    for index in cursor..<text.endIndex {
      if text[index] == open { level += 1 }
      if text[index] == close {
        level -= 1
        if level == 0 {
          cursor = index + 1
          guard index > start else { throw .emptyName(text.printable) }
          return text[start..<index]
        }
      }
    }
    throw .truncated(text.printable)
  }

  /// `[A-Za-z0-9_]`, in numbers, as `Tokens.isBlank`.
  static func isNameByte(_ byte: UInt8) -> Bool {
    let folded = byte | 0x20
    return folded >= 0x61 && folded <= 0x7A || byte >= 0x30 && byte <= 0x39 || byte == 0x5F
  }
}

/// What is wrong with a macro. `postconf` warns in these words and dies: `fatal: macro processing error`.
package enum MacroError: Error, Equatable, Sendable {
  case truncated(String)
  case emptyName(String)
  case badName(before: String, at: String)
  case unbalanced(String)
  case operatorExpected(left: String, at: String)
  case badSuffix(operator: String, suffix: String)
  case operandExpected(left: String, operator: String, at: String)
  case conditionalExpected(at: String)
  case colonExpected(behind: String, at: String)
  case unexpectedInput(behind: String, at: String)
  case nesting(String)
  case unknownFunction(name: String, argument: String)
  case badDomain(function: String, argument: String)
  case badConversion(String)
  case badLevel(String)
  /// Ours: the expansion is larger than anything a configuration needs.
  case tooLarge

  package var message: String {
    switch self {
    case .truncated(let value): "truncated macro reference: \"\(value)\""
    case .emptyName(let value): "empty macro name: \"\(value)\""
    case .badName(let before, let at): "attribute name syntax error at: \"...\(before)>>>\(at)\""
    case .unbalanced(let text): "unbalanced {} in attribute expression: \"\(text)\""
    case .operatorExpected(let left, let at):
      // The odd quotes are Postfix' own.
      "\"==\" or \"!=\"\" or \"<\"\" or \"<=\"\" or \">=\"\" or \">\" expected at: \"...\(left)}>>>\(at)\""
    case .badSuffix(let op, let suffix): "bad operator suffix at: \"...\(op)>>>\(suffix)\""
    case .operandExpected(let left, let op, let at): "\"{expression}\" expected at: \"...{\(left)} \(op)>>>\(at)\""
    case .conditionalExpected(let at): "\"?\" or \":\" expected at: \"...}>>>\(at)\""
    case .colonExpected(let behind, let at): "\":\" expected at: \"...\(behind)}>>>\(at)\""
    case .unexpectedInput(let behind, let at): "unexpected input at: \"...\(behind)}>>>\(at)\""
    case .nesting(let name): "unreasonable macro call nesting: \"\(name)\""
    case .unknownFunction(let name, let argument): "unknown function \"\(name)\" at\"...>>>\(name){\(argument)}\""
    case .badDomain(let name, let argument): "bad domain argument in: '\(name){\(argument)}'"
    case .badConversion(let text): "mac_exp_eval: bad conversion: \(text)"
    case .badLevel(let text): "malformed compatibility level syntax: \"\(text)\""
    case .tooLarge: "macro expansion larger than \(MacroBounds.size) bytes"
    }
  }

  /// What the program says when it gives up behind that warning.
  package var fatalMessage: String {
    if case .badConversion = self { return message }
    return "macro processing error"
  }

  /// The same where a program looks up a value by the name of a dictionary.
  package func fatalMessage(inDictionary name: String) -> String {
    if case .badConversion = self { return message }
    return "dictionary \(name): macro processing error"
  }
}
