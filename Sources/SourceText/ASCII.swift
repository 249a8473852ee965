/// The bytes that configuration languages give a meaning to, by name.
package enum ASCII {
  package static let null: UInt8 = 0x00
  package static let tab: UInt8 = 0x09
  package static let lineFeed: UInt8 = 0x0A
  package static let verticalTab: UInt8 = 0x0B
  package static let formFeed: UInt8 = 0x0C
  package static let carriageReturn: UInt8 = 0x0D
  package static let space: UInt8 = 0x20
  package static let exclamation: UInt8 = 0x21
  package static let doubleQuote: UInt8 = 0x22
  package static let hash: UInt8 = 0x23
  package static let dollar: UInt8 = 0x24
  package static let percent: UInt8 = 0x25
  package static let apostrophe: UInt8 = 0x27
  package static let leftParenthesis: UInt8 = 0x28
  package static let rightParenthesis: UInt8 = 0x29
  package static let asterisk: UInt8 = 0x2A
  package static let plus: UInt8 = 0x2B
  package static let comma: UInt8 = 0x2C
  package static let hyphen: UInt8 = 0x2D
  package static let dot: UInt8 = 0x2E
  package static let slash: UInt8 = 0x2F
  package static let zero: UInt8 = 0x30
  package static let nine: UInt8 = 0x39
  package static let colon: UInt8 = 0x3A
  package static let semicolon: UInt8 = 0x3B
  package static let less: UInt8 = 0x3C
  package static let equals: UInt8 = 0x3D
  package static let greater: UInt8 = 0x3E
  package static let question: UInt8 = 0x3F
  package static let at: UInt8 = 0x40
  package static let leftBracket: UInt8 = 0x5B
  package static let backslash: UInt8 = 0x5C
  package static let rightBracket: UInt8 = 0x5D
  package static let underscore: UInt8 = 0x5F
  package static let leftBrace: UInt8 = 0x7B
  package static let rightBrace: UInt8 = 0x7D
  package static let tilde: UInt8 = 0x7E

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

extension Collection where Element == UInt8 {
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
  package func elementsEqual(_ literal: StaticString) -> Bool {
    literal.withUTF8Buffer { unsafe elementsEqual($0) }
  }
}
