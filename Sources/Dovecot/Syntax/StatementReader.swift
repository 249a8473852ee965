internal import SourceText

/// Tells which form a logical line has; the daemon's order of questions is kept.
struct StatementReader {
  private let bytes: ArraySlice<UInt8>
  private let rules: LexicalRules
  private var index: Int

  static func statement(of bytes: ArraySlice<UInt8>, rules: LexicalRules) -> Statement {
    var reader = StatementReader(bytes: bytes, rules: rules, index: bytes.startIndex)
    return reader.read()
  }

  private var end: Int { bytes.endIndex }
  private var current: UInt8? { index < end ? bytes[index] : nil }

  private mutating func skipSpace() {
    while index < end, rules.isSpace(bytes[index]) { index += 1 }
  }

  private mutating func skipWord(stoppingAtEquals: Bool = false) -> Range<Int> {
    let start = index
    while index < end, !rules.isSpace(bytes[index]), !stoppingAtEquals || bytes[index] != ASCII.equals { index += 1 }
    return start..<index
  }

  private mutating func read() -> Statement {
    let key = readKey()
    if key.isQuoted, rules.escapes == .backslashAndQuote, let wrong = Self.unknownEscape(bytes[key.range]) {
      return .malformed(.unknownEscape(wrong), key: key)
    }
    let hasSpace = current.map(rules.isSpace) ?? false
    skipSpace()
    let word = bytes[key.range]
    if word.first == ASCII.exclamation, word.elementsEqual("!include") || word.elementsEqual("!include_try"),
      hasSpace || current == nil
    {
      return .include(pattern: index..<end, isOptional: word.count > 8)
    }
    if current == ASCII.equals {
      index += 1
      skipSpace()
      return readValue(of: key)
    }
    if word.elementsEqual("}"), current == nil { return .sectionEnd }
    return readSectionStart(key)
  }

  /// Up to white space, `=` or the end; in 2.4 also `"a key"`.
  private mutating func readKey() -> Word {
    guard rules.hasQuotedKeys, current == ASCII.doubleQuote else { return Word(skipWord(stoppingAtEquals: true)) }
    index += 1
    let start = index
    while index < end, bytes[index] != ASCII.doubleQuote {
      index += bytes[index] == ASCII.backslash && index + 1 < end ? 2 : 1
    }
    let range = start..<index
    if index < end { index += 1 }
    let unescaped = rules.escapes == .backslashAndQuote ? Self.unescaped(bytes[range]) : nil
    return Word(range, isQuoted: true, unescaped: unescaped)
  }

  // MARK: - Values

  private mutating func readValue(of key: Word) -> Statement {
    guard let first = current else { return .assignment(key: key, value: plain(index..<end)) }
    if first == ASCII.less, rules.hasFileValues { return readFileValue(of: key) }
    let isQuote = first == ASCII.apostrophe || first == ASCII.doubleQuote
    if !isQuote, isVariable(first) {
      return .assignment(key: key, value: WrittenValue(.variable, written: index..<end, text: index..<end))
    }
    guard isQuote, bytes[end - 1] == first else { return .assignment(key: key, value: plain(index..<end)) }
    // A value of one quote character alone is empty.
    let text = min(index + 1, end)..<max(index + 1, end - 1)
    if rules.escapes == .backslashAndQuote, let wrong = Self.unknownEscape(bytes[text]) {
      return .malformed(.unknownEscape(wrong), key: key)
    }
    let unescaped = bytes[text].contains(ASCII.backslash) ? Self.unescaped(bytes[text]) : nil
    return .assignment(
      key: key, value: WrittenValue(.quoted, written: index..<end, text: text, unescaped: unescaped))
  }

  private func plain(_ range: Range<Int>) -> WrittenValue { WrittenValue(.plain, written: range, text: range) }

  private func isVariable(_ first: UInt8) -> Bool {
    rules.variables == .firstWord ? first == ASCII.dollar : bytes[index...].contains(ASCII.dollar)
  }

  private mutating func readFileValue(of key: Word) -> Statement {
    let written = index..<end
    index += 1
    let afterMark = index + 1
    let isHeredoc =
      rules.hasHeredoc && current == ASCII.less && bytes[min(afterMark, end)...].contains { !rules.isSpace($0) }
    if isHeredoc { index = afterMark }
    skipSpace()
    return .assignment(
      key: key, value: WrittenValue(isHeredoc ? .heredoc : .file, written: written, text: index..<end))
  }

  // MARK: - Sections

  private mutating func readSectionStart(_ key: Word) -> Statement {
    if current == ASCII.leftBrace { return start(key, Word(index..<index)) }
    if rules.hasGroups, current != nil, bytes[key.range].elementsEqual("group") { return readGroupStart() }
    let name: Word
    if current == ASCII.doubleQuote {
      index += 1
      let text = index
      while index < end, bytes[index] != ASCII.doubleQuote { index += 1 }
      let range = text..<index
      guard index < end else { return .malformed(.expectingBrace, key: key) }
      index += 1
      if rules.escapes == .backslashAndQuote, let wrong = Self.unknownEscape(bytes[range]) {
        return .malformed(.unknownEscape(wrong), key: key)
      }
      let unescaped = bytes[range].contains(ASCII.backslash) ? Self.unescaped(bytes[range]) : nil
      name = Word(range, isQuoted: true, unescaped: unescaped)
    } else {
      name = Word(skipWord())
    }
    skipSpace()
    guard current == ASCII.leftBrace else { return .malformed(.expectingBrace, key: key) }
    return start(key, name)
  }

  private func start(_ key: Word, _ name: Word) -> Statement {
    index + 1 == end
      ? .sectionStart(key: key, name: name) : .malformed(.garbageAfterBrace, key: key)
  }

  private mutating func readGroupStart() -> Statement {
    let label = Word(skipWord())
    guard current != nil else { return .malformed(.expectingGroupName, key: label) }
    skipSpace()
    let name = Word(skipWord())
    guard current != nil else { return .malformed(.expectingBrace, key: label) }
    skipSpace()
    guard current == ASCII.leftBrace else { return .malformed(.expectingBrace, key: label) }
    guard index + 1 == end else { return .malformed(.garbageAfterBrace, key: label) }
    return .groupStart(label: label, name: name)
  }

  // MARK: - Escapes

  /// `\x` becomes `x`; a backslash at the end is dropped.
  static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(text.count)
    var isEscaped = false
    for byte in text {
      if byte == ASCII.backslash, !isEscaped {
        isEscaped = true
      } else {
        result.append(byte)
        isEscaped = false
      }
    }
    return result
  }

  private static func unknownEscape(_ text: ArraySlice<UInt8>) -> EscapedByte? {
    var isEscaped = false
    for byte in text {
      if isEscaped {
        if byte != ASCII.backslash, byte != ASCII.doubleQuote { return EscapedByte(byte: byte) }
        isEscaped = false
      } else {
        isEscaped = byte == ASCII.backslash
      }
    }
    return isEscaped ? EscapedByte(byte: nil) : nil
  }
}
