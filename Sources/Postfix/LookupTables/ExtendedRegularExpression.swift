internal import PCRE2
internal import SourceText

/// `^[[:alnum:]]+@example\.(com|net)$`: a POSIX extended expression of a regexp: table, as PCRE2 understands it.
///
/// Only what means the same in both is translated; nil stands for the rest (basic expressions, collating elements,
/// operators without operand, back references, GNU escapes beyond `\w \W \s \S \b \B`). POSIX takes the longest match,
/// PCRE2 the first: that changes captures, not whether there is a match.
struct ExtendedRegularExpression {
  private(set) var pattern: [UInt8] = []
  private(set) var options: PatternOptions = [.dotAll, .dollarEndOnly]
  private(set) var capturesAreExact = true

  /// Where the last atom begins, if an operator may follow.
  private var atomStart: Int?
  private var groups: [Int] = []

  init?(_ text: ArraySlice<UInt8>, flags: ArraySlice<UInt8>) {
    // Caseless to begin with; each flag toggles.
    if flags.count(where: { $0 == UInt8(ascii: "i") }) % 2 == 0 { options.insert(.caseless) }
    guard flags.count(where: { $0 == UInt8(ascii: "x") }) % 2 == 0 else { return nil }
    // With `m` a newline ends a line for `.`, `[^…]`, `^` and `$`; nobody looks up keys with newlines.
    guard !flags.contains(UInt8(ascii: "m")), !text.isEmpty, !text.contains(where: { $0 >= 0x80 }) else { return nil }
    var index = text.startIndex
    while index < text.endIndex {
      guard translate(text, &index) else { return nil }
    }
    guard groups.isEmpty else { return nil }
  }

  private mutating func translate(_ text: ArraySlice<UInt8>, _ index: inout Int) -> Bool {
    let byte = text[index]
    switch byte {
    case ASCII.backslash: return translateEscape(text, &index)
    case ASCII.leftBracket: return translateBracket(text, &index)
    case ASCII.asterisk, ASCII.plus, ASCII.question: return translateOperator(text[index...index], &index)
    case ASCII.leftBrace: return translateInterval(text, &index)
    case ASCII.leftParenthesis:
      groups.append(pattern.count)
      atomStart = nil
    case ASCII.rightParenthesis:
      guard let start = groups.popLast() else { return false }
      atomStart = start
    case UInt8(ascii: "|"):
      capturesAreExact = false
      atomStart = nil
    case UInt8(ascii: "^"), ASCII.dollar: atomStart = nil
    default: atomStart = pattern.count
    }
    pattern.append(byte)
    index += 1
    return true
  }

  /// A second operator (`a*?`) applies to the whole before it, where PCRE2 would take it for a modifier.
  private mutating func translateOperator(_ text: ArraySlice<UInt8>, _ index: inout Int) -> Bool {
    guard let start = atomStart else { return false }
    let atom = Array(pattern[start...])
    let isQuantified = atom.last.map { "*+?}".utf8.contains($0) } == true && atom.count > 1
    if isQuantified {
      pattern.replaceSubrange(start..., with: Array("(?:".utf8) + atom + [ASCII.rightParenthesis])
    }
    // A repeated group may take its text, or what stands before it, apart in more than one way.
    if atom.first == ASCII.leftParenthesis { capturesAreExact = false }
    pattern += text
    index += text.count
    return true
  }

  private mutating func translateInterval(_ text: ArraySlice<UInt8>, _ index: inout Int) -> Bool {
    guard let close = text[index...].firstIndex(of: ASCII.rightBrace) else { return false }
    let body = text[(index + 1)..<close]
    let bounds = body.split(separator: ASCII.comma, omittingEmptySubsequences: false)
    guard (1...2).contains(bounds.count), !bounds[0].isEmpty,
      bounds.allSatisfy({ $0.allSatisfy(ASCII.isDigit) && ($0.isEmpty || Int($0.text) ?? 256 <= 255) })
    else { return false }
    return translateOperator(text[index...close], &index)
  }

  private mutating func translateEscape(_ text: ArraySlice<UInt8>, _ index: inout Int) -> Bool {
    guard index + 1 < text.endIndex else { return false }
    let escaped = text[index + 1]
    let isGNU = "wWsSbB".utf8.contains(escaped)
    guard isGNU || !ASCII.isAlphanumeric(escaped), !"<>`'".utf8.contains(escaped) else { return false }
    atomStart = escaped == UInt8(ascii: "b") || escaped == UInt8(ascii: "B") ? nil : pattern.count
    pattern += [ASCII.backslash, escaped]
    index += 2
    return true
  }

  /// `[]a-z[:digit:]]`: a backslash is an ordinary byte here.
  private mutating func translateBracket(_ text: ArraySlice<UInt8>, _ index: inout Int) -> Bool {
    var cursor = index + 1
    var content: [UInt8] = [ASCII.leftBracket]
    if cursor < text.endIndex, text[cursor] == UInt8(ascii: "^") {
      content.append(text[cursor])
      cursor += 1
    }
    var isFirst = true
    while cursor < text.endIndex, isFirst || text[cursor] != ASCII.rightBracket {
      guard let end = bracketItem(text, cursor, &content) else { return false }
      cursor = end
      isFirst = false
    }
    guard cursor < text.endIndex else { return false }
    atomStart = pattern.count
    pattern += content + [ASCII.rightBracket]
    index = cursor + 1
    return true
  }

  private func bracketItem(_ text: ArraySlice<UInt8>, _ cursor: Int, _ content: inout [UInt8]) -> Int? {
    let byte = text[cursor]
    guard byte == ASCII.leftBracket, cursor + 1 < text.endIndex,
      [ASCII.colon, ASCII.dot, ASCII.equals].contains(text[cursor + 1])
    else {
      if byte == ASCII.backslash || byte == ASCII.leftBracket || byte == ASCII.rightBracket {
        content.append(ASCII.backslash)
      }
      content.append(byte)
      return cursor + 1
    }
    guard text[cursor + 1] == ASCII.colon,
      let close = text[(cursor + 2)...].indices.first(where: {
        text[$0] == ASCII.colon && text[min($0 + 1, text.endIndex - 1)] == ASCII.rightBracket
      })
    else { return nil }
    content += text[cursor...(close + 1)]
    return close + 2
  }
}
