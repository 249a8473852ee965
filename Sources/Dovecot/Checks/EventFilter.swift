internal import SettingsGraph
internal import SourceText

/// `event=auth_request_finished AND NOT success=yes`: the language of metrics and of `log_debug`.
///
/// Read as the daemon's own grammar does (`event-filter-parser.y`), so that the message for a wrong one is the same.
struct EventFilter {
  private enum Token: Equatable {
    /// A word, or a text in quotes.
    case token([UInt8]), string([UInt8])
    case and, or, not
    case sign(UInt8)
    /// A byte that stands in no filter.
    case invalid
    case end
  }

  private enum Expected {
    /// Nothing yet, for which nothing at all may come.
    case start
    case expression
    case comparison
    case value
    /// `and`, `or`, or the end.
    case continuation
  }

  private let text: [UInt8]
  private let version: ProgramVersion
  private var index = 0
  private var expected = Expected.start
  private var depth = 0
  private var key: [UInt8] = []
  private var isComparedForEquality = true
  /// 2.3.13 passes over a byte that stands in no filter, and is surprised by its own complaint where the rest is right.
  private var hasPassedOver = false

  private init(_ text: [UInt8], _ version: ProgramVersion) {
    self.text = text
    self.version = version
  }

  /// What the daemon says about the first thing that is wrong; nil for an empty text.
  static func complaint(about text: [UInt8], _ version: ProgramVersion) -> String? {
    var filter = EventFilter(text, version)
    if let complaint = filter.complaint() { return "event filter: \(complaint)" }
    return filter.hasPassedOver && filter.expected != .start
      ? "file event-filter.c: line 128 (event_filter_parse): assertion failed: (state.error == NULL)" : nil
  }

  private mutating func complaint() -> String? {
    while true {
      let token = next()
      if token == .end, depth == 0, expected == .start || expected == .continuation { return nil }
      if let complaint = take(token) { return complaint }
    }
  }

  private mutating func take(_ token: Token) -> String? {
    switch (expected, token) {
    case (.start, .token(let name)), (.start, .string(let name)), (.expression, .token(let name)),
      (.expression, .string(let name)):
      key = name
      expected = .comparison
    case (.start, .not), (.expression, .not): expected = .expression
    case (.start, .sign(ASCII.leftParenthesis)), (.expression, .sign(ASCII.leftParenthesis)):
      depth += 1
      expected = .expression
    case (.comparison, .sign(ASCII.equals)): compare(isEqual: true)
    case (.comparison, .sign(ASCII.less)), (.comparison, .sign(ASCII.greater)): compare(isEqual: false)
    case (.value, .token), (.value, .string), (.value, .and), (.value, .or), (.value, .not):
      expected = .continuation
      let isNoField = [Array("event".utf8), Array("category".utf8), Array("source_location".utf8)].contains(key)
      if isNoField, !isComparedForEquality { return "Only fields support inequality comparisons" }
    case (.continuation, .and), (.continuation, .or): expected = .expression
    case (.continuation, .sign(ASCII.rightParenthesis)) where depth > 0: depth -= 1
    default: return "syntax error, unexpected \(name(of: token))\(expectation)"
    }
    return nil
  }

  private mutating func compare(isEqual: Bool) {
    isComparedForEquality = isEqual
    expected = .value
    // `>=` and `<=`
    if !isEqual, index < text.count, text[index] == ASCII.equals { index += 1 }
  }

  /// More than four possibilities are not listed.
  private var expectation: String {
    switch expected {
    case .start: ", expecting \(name(of: .end))"
    case .expression: ", expecting TOKEN or STRING or NOT or '('"
    case .comparison: ", expecting '=' or '>' or '<'"
    case .value: ""
    case .continuation: depth > 0 ? ", expecting AND or OR or ')'" : ", expecting \(name(of: .end))"
    }
  }

  private func name(of token: Token) -> String {
    // The newer generator of the daemon's parser has other words.
    let isNew = version >= ProgramVersion(2, 4)
    switch token {
    case .token: return "TOKEN"
    case .string: return "STRING"
    case .and: return "AND"
    case .or: return "OR"
    case .not: return "NOT"
    case .sign(let byte): return "'\([byte].text)'"
    case .invalid: return isNew ? "invalid token" : "$undefined"
    case .end: return isNew ? "end of file" : "$end"
    }
  }

  // MARK: - Tokens

  private mutating func next() -> Token {
    while true {
      if let token = nextToken() { return token }
    }
  }

  /// Nil for a byte that is passed over.
  private mutating func nextToken() -> Token? {
    while index < text.count, text[index] == ASCII.tab || [0x20, 0x0A, 0x0D].contains(text[index]) { index += 1 }
    guard index < text.count else { return .end }
    if text[index] == ASCII.doubleQuote { return string() }
    let word = text[index...].prefix(while: isOfWord)
    guard word.isEmpty else {
      index = word.endIndex
      switch word.text.lowercased() {
      case "and": return .and
      case "or": return .or
      case "not": return .not
      default: return .token(Array(word))
      }
    }
    index += 1
    if "<>=()".utf8.contains(text[index - 1]) { return .sign(text[index - 1]) }
    guard version < ProgramVersion(2, 3, 14) else { return .invalid }
    hasPassedOver = true
    return nil
  }

  /// Without the closing quote everything is lost.
  private mutating func string() -> Token {
    var string: [UInt8] = []
    index += 1
    while index < text.count, text[index] != ASCII.doubleQuote {
      if text[index] == ASCII.backslash { index += 1 }
      if index < text.count { string.append(text[index]) }
      index += 1
    }
    index += 1
    return index > text.count ? .end : .string(string)
  }

  private func isOfWord(_ byte: UInt8) -> Bool {
    if ASCII.isAlphanumeric(byte) || ":.*?_-".utf8.contains(byte) { return true }
    return version >= ProgramVersion(2, 4) && "/%".utf8.contains(byte)
  }
}
