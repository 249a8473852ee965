internal import SourceText

/// `name = value` in one logical line of main.cf, in `-o { name = value }`, in a map's client file.
///
/// The first `=` splits. Any bytes but white space and `=` make a name; the value is trimmed at both ends.
package struct NameValue: Sendable, Equatable {
  package let name: Range<Int>
  package let value: Range<Int>

  /// Why a text is no `name = value`, in Postfix' words.
  package enum Fault: String, Error, Sendable {
    case missingName = "missing attribute name"
    case missingEquals = "missing '=' after attribute name"
  }

  /// Splits `text`, whose indices the ranges refer to.
  package init(splitting text: ArraySlice<UInt8>) throws(Fault) {
    let start = text.startIndex
    let split = try NameValue(splitting: text.span, 0..<text.count)
    name = split.name.lowerBound + start..<split.name.upperBound + start
    value = split.value.lowerBound + start..<split.value.upperBound + start
  }

  /// Splits a part of `text`.
  init(splitting text: Span<UInt8>, _ range: Range<Int>) throws(Fault) {
    let (equals, end) = (UInt8(ascii: "="), range.upperBound)
    var index = range.lowerBound
    while index < end, Self.isSpace(text[index]) { index += 1 }
    let start = index
    guard index < end, text[index] != equals else { throw .missingName }
    while index < end, text[index] != equals, !Self.isSpace(text[index]) { index += 1 }
    name = start..<index
    while index < end, Self.isSpace(text[index]) { index += 1 }
    guard index < end, text[index] == equals else { throw .missingEquals }
    index += 1
    while index < end, Self.isSpace(text[index]) { index += 1 }
    var last = end
    while last > index, Self.isSpace(text[last - 1]) { last -= 1 }
    value = index..<last
  }

  /// `ASCII.isSpace`, in numbers: asked for every byte of a name.
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }
}
