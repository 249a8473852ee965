/// The replacement of one stretch of one file. An edit changes its span and nothing else.
package struct TextEdit: Hashable, Sendable {
  package let range: Range<Int>
  package let replacement: [UInt8]

  package init(_ range: Range<Int>, with replacement: [UInt8]) {
    self.range = range
    self.replacement = replacement
  }

  package static func insertion(_ bytes: [UInt8], at offset: Int) -> TextEdit {
    TextEdit(offset..<offset, with: bytes)
  }
}

/// Why a set of edits cannot be applied to a file.
package enum TextEditError: Error, Equatable, Sendable {
  case overlap(Range<Int>, Range<Int>)
  case outOfBounds(Range<Int>, byteCount: Int)
}

extension Collection where Element == TextEdit {
  /// The bytes after all edits, which refer to the bytes before any of them.
  ///
  /// Several insertions at one offset stand in the order given; equal edits count once.
  /// - Complexity: O(*n* + *e* log *e*).
  package func applied(to bytes: [UInt8]) throws(TextEditError) -> [UInt8] {
    var result: [UInt8] = []
    result.reserveCapacity(bytes.count + 64)
    var cursor = 0
    var previous: TextEdit?
    var seen: Set<TextEdit> = []
    let ordered = enumerated().sorted {
      ($0.element.range.lowerBound, $0.element.range.upperBound, $0.offset)
        < ($1.element.range.lowerBound, $1.element.range.upperBound, $1.offset)
    }
    for (_, edit) in ordered {
      if !seen.insert(edit).inserted { continue }
      guard edit.range.lowerBound >= 0, edit.range.upperBound <= bytes.count else {
        throw .outOfBounds(edit.range, byteCount: bytes.count)
      }
      guard edit.range.lowerBound >= cursor else {
        throw .overlap(previous?.range ?? 0..<cursor, edit.range)
      }
      result += bytes[cursor..<edit.range.lowerBound]
      result += edit.replacement
      cursor = edit.range.upperBound
      previous = edit
    }
    result += bytes[cursor...]
    return result
  }
}
