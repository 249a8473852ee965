internal import SettingsGraph
internal import SourceText

/// `%{user | username | substr(0, 1)}`: the variables of a value of 2.4, each with what is done to it.
///
/// Read as the daemon's own grammar does (`var-expand-parser.y`), so that the message for a wrong one is the same.
struct VariableProgram {
  enum Result: Equatable {
    case variables([Variable])
    case malformed(String)
  }

  /// `%{env:PORT | default("993")}`, where it stands and what it is made of.
  struct Variable: Equatable {
    let name: String
    /// `upper`, `substr`: what is done to the value, in this order.
    fileprivate(set) var functions: [String] = []
    /// From `%` to behind the brace.
    fileprivate(set) var range: Range<Int>
  }

  private enum Token: Equatable {
    case name([UInt8])
    case value, number, end
    /// `|`, `(`, `=` …, under the names that the daemon has for them.
    case sign(String)
  }

  private enum Expected {
    /// Behind `%{` or `|`.
    case filter
    /// Behind the name of a filter: its arguments, an operator, or the end of the filter.
    case arguments
    case operation
    case filterEnd
    case operand
    case operandNumber
    case argument
    case argumentNumber
    /// Behind a name among the arguments, which may be one, or be followed by `=`.
    case argumentName
    case argumentEnd

    /// As the daemon lists them.
    var words: String {
      switch self {
      case .filter: "CCBRACE or PIPE or NAME"
      case .arguments, .operation, .filterEnd: "CCBRACE or PIPE"
      case .operand: "MINUS or NAME or NUMBER"
      case .operandNumber, .argumentNumber: "NUMBER"
      case .argument: "MINUS or NAME or VALUE or NUMBER"
      case .argumentName, .argumentEnd: "CBRACE or COMMA"
      }
    }
  }

  private let text: [UInt8]
  private var index = 0
  private var problem: String?
  /// A byte that stands in no variable was passed over. From 2.4.2 on that is what is said of whatever is wrong.
  private var hasSkipped = false

  private init(_ text: [UInt8]) { self.text = text }

  static func result(of text: [UInt8], _ version: ProgramVersion) -> Result {
    var program = VariableProgram(text)
    let result = program.result()
    if case .malformed = result, program.hasSkipped, version >= ProgramVersion(2, 4, 2) {
      return .malformed("Premature program end")
    }
    return result
  }

  /// What is wrong with it; nil for a text without variables too.
  static func complaint(about text: some Collection<UInt8>, _ version: ProgramVersion) -> String? {
    guard text.contains(ASCII.percent), case .malformed(let complaint) = result(of: Array(text), version) else {
      return nil
    }
    return complaint
  }

  private mutating func result() -> Result {
    var variables: [Variable] = []
    while index < text.count {
      guard text[index] == ASCII.percent else {
        index += 1
        continue
      }
      index += 1
      if index < text.count, text[index] == ASCII.percent {
        // `%%{` is the text `%{`; in `%%` the second may begin a variable.
        if index + 1 < text.count, text[index + 1] == ASCII.leftBrace { index += 2 }
        continue
      }
      guard index < text.count, text[index] == ASCII.leftBrace else { continue }
      index += 1
      if let complaint = readVariable(&variables) { return .malformed(complaint) }
    }
    return .variables(variables)
  }

  /// Reads to the closing brace.
  private mutating func readVariable(_ variables: inout [Variable]) -> String? {
    var expected = Expected.filter
    let start = index - 2
    var variable: Variable?
    defer { if let variable { variables.append(variable) } }
    while true {
      let token = next()
      if let problem { return problem }
      if expected == .filter, case .name(let name) = token {
        if variable == nil {
          variable = Variable(name: name.text, range: start..<index)
        } else {
          variable?.functions.append(name.text)
        }
      }
      variable?.range = start..<index
      switch (expected, token) {
      case (.filter, .sign("CCBRACE")), (.arguments, .sign("CCBRACE")), (.operation, .sign("CCBRACE")),
        (.filterEnd, .sign("CCBRACE")):
        return nil
      case (.filter, .sign("PIPE")), (.arguments, .sign("PIPE")), (.operation, .sign("PIPE")),
        (.filterEnd, .sign("PIPE")):
        expected = .filter
      case (.filter, .name): expected = .arguments
      case (.arguments, .sign("OBRACE")), (.argumentEnd, .sign("COMMA")), (.argumentName, .sign("COMMA")),
        (.argumentName, .sign("EQ")):
        expected = .argument
      case (.arguments, .sign(let sign)) where Self.operators.contains(sign),
        (.operation, .sign(let sign)) where Self.operators.contains(sign):
        expected = .operand
      case (.operand, .sign("MINUS")): expected = .operandNumber
      case (.operand, .name), (.operand, .number), (.operandNumber, .number): expected = .filterEnd
      case (.argument, .sign("MINUS")): expected = .argumentNumber
      case (.argument, .name): expected = .argumentName
      case (.argument, .value), (.argument, .number), (.argumentNumber, .number): expected = .argumentEnd
      case (.argumentEnd, .sign("CBRACE")), (.argumentName, .sign("CBRACE")): expected = .operation
      default: return "syntax error, unexpected \(Self.name(of: token)), expecting \(expected.words)"
      }
    }
  }

  private static let operators: Set = ["PLUS", "MINUS", "STAR", "SLASH", "PERC"]

  private static func name(of token: Token) -> String {
    switch token {
    case .name: "NAME"
    case .value: "VALUE"
    case .number: "NUMBER"
    case .end: "end of file"
    case .sign(let name): name
    }
  }

  // MARK: - Tokens

  private static let signs: [UInt8: String] = [
    ASCII.rightBrace: "CCBRACE", ASCII.percent: "PERC", UInt8(ascii: "|"): "PIPE", ASCII.leftParenthesis: "OBRACE",
    ASCII.rightParenthesis: "CBRACE", ASCII.comma: "COMMA", ASCII.equals: "EQ", ASCII.plus: "PLUS",
    ASCII.hyphen: "MINUS", ASCII.asterisk: "STAR", ASCII.slash: "SLASH",
  ]

  private mutating func next() -> Token {
    skipUnknown()
    guard index < text.count else { return .end }
    let byte = text[index]
    if ASCII.isDigit(byte) {
      index = text[index...].prefix(while: ASCII.isDigit).endIndex
      return .number
    }
    if Self.beginsName(byte) { return name() }
    index += 1
    return Self.signs[byte].map { .sign($0) } ?? string(endingWith: byte)
  }

  private mutating func skipUnknown() {
    while index < text.count {
      let byte = text[index]
      let isKnown =
        ASCII.isDigit(byte) || Self.beginsName(byte) || byte == ASCII.doubleQuote || byte == ASCII.apostrophe
        || Self.signs[byte] != nil
      if isKnown { return }
      if !ASCII.isBlank(byte) { hasSkipped = true }
      index += 1
    }
  }

  private static func beginsName(_ byte: UInt8) -> Bool { ASCII.isLetter(byte) || byte >= 0x80 }

  private mutating func name() -> Token {
    let name = text[index...].prefix { Self.beginsName($0) || ASCII.isDigit($0) || "_/;:.-".utf8.contains($0) }
    index = name.endIndex
    if String(validating: name, as: UTF8.self) == nil { problem = "Invalid UTF-8 string" }
    return .name(Array(name))
  }

  private mutating func string(endingWith quote: UInt8) -> Token {
    while index < text.count, text[index] != quote {
      guard text[index] == ASCII.backslash else {
        index += 1
        continue
      }
      index += 1
      if !skipEscape() { problem = "Invalid character escape" }
    }
    index += 1
    return index > text.count ? .end : .value
  }

  /// `\\`, `\n`, `\x41`, `\101`
  private mutating func skipEscape() -> Bool {
    guard index < text.count else { return true }
    let byte = text[index]
    index += 1
    if "\\trn\"'".utf8.contains(byte) { return true }
    if ASCII.isDigit(byte) {
      let digits = text[(index - 1)...].prefix(3).prefix(while: ASCII.isDigit)
      index = digits.endIndex
      return (UInt16(digits.text, radix: 8) ?? 256) < 256
    }
    guard byte == UInt8(ascii: "x"), UInt8(text[index...].prefix(2).text, radix: 16) != nil else { return false }
    index += 2
    return true
  }
}
