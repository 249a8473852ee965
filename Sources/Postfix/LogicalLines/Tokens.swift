internal import SourceText

/// `a, {b c} d`: the items of a list, split as Postfix does.
///
/// There is no quoting and no escape. Inside balanced braces separators do not split where the list allows braces.
package enum Tokens {
  /// SP HT CR LF; VT and FF do not separate although they are white space at the start of a line. Asked for every byte
  /// of every value, so the numbers stand here: a name of another module is a call.
  package static func isBlank(_ byte: UInt8) -> Bool {
    byte <= 0x20 && (byte == 0x20 || byte == 0x09 || byte == 0x0D || byte == 0x0A)
  }

  package static func isSeparator(_ byte: UInt8) -> Bool { byte == ASCII.comma || isBlank(byte) }

  /// The items between separators (`, SP HT CR LF`, or blanks only); braces group where `bracing`.
  package static func split(
    _ text: ArraySlice<UInt8>, commas: Bool = true, bracing: Bool = true
  ) -> [Range<Int>] {
    var items: [Range<Int>] = []
    var cursor = text.startIndex
    while let item = next(in: text, from: &cursor, commas: commas, bracing: bracing) { items.append(item) }
    return items
  }

  /// The next item at or after `cursor`, which then stands behind it.
  package static func next(
    in text: ArraySlice<UInt8>, from cursor: inout Int, commas: Bool = true, bracing: Bool = true
  ) -> Range<Int>? {
    while cursor < text.endIndex, isBlank(text[cursor]) || (commas && text[cursor] == ASCII.comma) { cursor += 1 }
    guard cursor < text.endIndex else { return nil }
    let start = cursor
    var level = 0
    while cursor < text.endIndex {
      let byte = text[cursor]
      if bracing, byte == ASCII.leftBrace {
        level += 1
      } else if level > 0, byte == ASCII.rightBrace {
        level -= 1
      } else if level == 0, isBlank(byte) || (commas && byte == ASCII.comma) {
        break
      }
      cursor += 1
    }
    return start..<cursor
  }
}

/// `{ text }`: what stands inside a pair of braces.
package struct Braced: Sendable, Equatable {
  /// Inside the braces, or behind an opening one that is never closed.
  package let content: Range<Int>
  /// The message of `extpar` where the text is not exactly one balanced pair.
  package let fault: String?

  /// Takes `text`, which begins with `{`, apart.
  package init(_ text: ArraySlice<UInt8>, trimming: Bool) {
    let close = Self.balance(text)
    var inner = text[(text.startIndex + 1)..<(close ?? text.endIndex)]
    switch close {
    case nil: fault = "missing '}' in \"\(text.printable)\""
    case .some(let index) where index + 1 < text.endIndex: fault = "syntax error after '}' in \"\(text.printable)\""
    case .some: fault = nil
    }
    if trimming { inner = inner.trimmingSpace() }
    content = inner.startIndex..<inner.endIndex
  }

  /// Where the brace closes that `text` opens with.
  private static func balance(_ text: ArraySlice<UInt8>) -> Int? {
    var level = 0
    for index in text.indices {
      if text[index] == ASCII.leftBrace { level += 1 }
      if text[index] == ASCII.rightBrace {
        level -= 1
        if level == 0 { return index }
      }
    }
    return nil
  }
}
