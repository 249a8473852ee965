/// The bytes that configuration languages give a meaning to, by name.
///
/// Computed, not stored: a stored constant of another module costs a call at every use.
package enum ASCII {
  @inlinable package static var null: UInt8 { 0x00 }
  @inlinable package static var tab: UInt8 { 0x09 }
  @inlinable package static var lineFeed: UInt8 { 0x0A }
  @inlinable package static var verticalTab: UInt8 { 0x0B }
  @inlinable package static var formFeed: UInt8 { 0x0C }
  @inlinable package static var carriageReturn: UInt8 { 0x0D }
  @inlinable package static var space: UInt8 { 0x20 }
  @inlinable package static var exclamation: UInt8 { 0x21 }
  @inlinable package static var doubleQuote: UInt8 { 0x22 }
  @inlinable package static var hash: UInt8 { 0x23 }
  @inlinable package static var dollar: UInt8 { 0x24 }
  @inlinable package static var percent: UInt8 { 0x25 }
  @inlinable package static var apostrophe: UInt8 { 0x27 }
  @inlinable package static var leftParenthesis: UInt8 { 0x28 }
  @inlinable package static var rightParenthesis: UInt8 { 0x29 }
  @inlinable package static var asterisk: UInt8 { 0x2A }
  @inlinable package static var plus: UInt8 { 0x2B }
  @inlinable package static var comma: UInt8 { 0x2C }
  @inlinable package static var hyphen: UInt8 { 0x2D }
  @inlinable package static var dot: UInt8 { 0x2E }
  @inlinable package static var slash: UInt8 { 0x2F }
  @inlinable package static var zero: UInt8 { 0x30 }
  @inlinable package static var nine: UInt8 { 0x39 }
  @inlinable package static var colon: UInt8 { 0x3A }
  @inlinable package static var semicolon: UInt8 { 0x3B }
  @inlinable package static var less: UInt8 { 0x3C }
  @inlinable package static var equals: UInt8 { 0x3D }
  @inlinable package static var greater: UInt8 { 0x3E }
  @inlinable package static var question: UInt8 { 0x3F }
  @inlinable package static var at: UInt8 { 0x40 }
  @inlinable package static var leftBracket: UInt8 { 0x5B }
  @inlinable package static var backslash: UInt8 { 0x5C }
  @inlinable package static var rightBracket: UInt8 { 0x5D }
  @inlinable package static var underscore: UInt8 { 0x5F }
  @inlinable package static var leftBrace: UInt8 { 0x7B }
  @inlinable package static var rightBrace: UInt8 { 0x7D }
  @inlinable package static var tilde: UInt8 { 0x7E }

  /// C's `isspace` in the C locale: SP HT LF VT FF CR. Bytes above 127 never are white space.
  @inlinable
  package static func isSpace(_ byte: UInt8) -> Bool {
    byte == 0x20 || (byte >= 0x09 && byte <= 0x0D)
  }

  /// SP or HT.
  @inlinable
  package static func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

  @inlinable
  package static func isDigit(_ byte: UInt8) -> Bool { byte >= 0x30 && byte <= 0x39 }

  @inlinable
  package static func isLetter(_ byte: UInt8) -> Bool {
    let folded = byte | 0x20
    return folded >= 0x61 && folded <= 0x7A
  }

  @inlinable
  package static func isAlphanumeric(_ byte: UInt8) -> Bool { isDigit(byte) || isLetter(byte) }

  @inlinable
  package static func lowercased(_ byte: UInt8) -> UInt8 {
    byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte
  }
}

extension BidirectionalCollection where Element == UInt8 {
  /// The bytes as text for a reader: valid UTF-8 stays, anything else becomes U+FFFD.
  package var text: String { String(decoding: self, as: UTF8.self) }

  /// The bytes without white space (`isspace`) at either end.
  package func trimmingSpace() -> SubSequence {
    var slice = self[...]
    while let first = slice.first, ASCII.isSpace(first) { slice = slice.dropFirst() }
    var upper = slice.endIndex
    while upper > slice.startIndex {
      let before = slice.index(upper, offsetBy: -1)
      guard ASCII.isSpace(slice[before]) else { break }
      upper = before
    }
    return slice[slice.startIndex..<upper]
  }

  /// Whether the bytes are those of an ASCII literal.
  @inlinable
  package func elementsEqual(_ literal: StaticString) -> Bool {
    literal.withUTF8Buffer { unsafe elementsEqual($0) }
  }
}

// What readers ask most often, for the types that they ask: a generic function of another module is not specialised.

extension ArraySlice<UInt8> {
  /// The bytes as text for a reader: valid UTF-8 stays, anything else becomes U+FFFD.
  package var text: String { String(decoding: self, as: UTF8.self) }

  /// The bytes without white space (`isspace`) at either end.
  package func trimmingSpace() -> ArraySlice<UInt8> {
    var (lower, upper) = (startIndex, endIndex)
    while lower < upper, ASCII.isSpace(self[lower]) { lower += 1 }
    while upper > lower, ASCII.isSpace(self[upper - 1]) { upper -= 1 }
    return self[lower..<upper]
  }

  /// Whether the bytes are those of an ASCII literal.
  package func elementsEqual(_ literal: StaticString) -> Bool {
    count == literal.utf8CodeUnitCount && literal.withUTF8Buffer { unsafe elementsEqual($0) }
  }

  /// Whether a short ASCII literal, of at least one byte, stands somewhere in the bytes.
  package func contains(_ literal: StaticString) -> Bool {
    literal.withUTF8Buffer { sought in
      guard let first = unsafe sought.first, count >= sought.count else { return false }
      return (startIndex...(endIndex - sought.count)).contains { index in
        unsafe self[index] == first && self[index..<(index + sought.count)].elementsEqual(sought)
      }
    }
  }
}

extension [UInt8] {
  /// The bytes as text for a reader: valid UTF-8 stays, anything else becomes U+FFFD.
  package var text: String { String(decoding: self, as: UTF8.self) }

  /// The bytes without white space (`isspace`) at either end.
  package func trimmingSpace() -> ArraySlice<UInt8> { self[...].trimmingSpace() }

  /// Whether the bytes are those of an ASCII literal.
  package func elementsEqual(_ literal: StaticString) -> Bool { self[...].elementsEqual(literal) }

  /// Whether a short ASCII literal, of at least one byte, stands somewhere in the bytes.
  package func contains(_ literal: StaticString) -> Bool { self[...].contains(literal) }
}
