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
    let start = Self.skipSpace(text, from: text.startIndex)
    guard start < text.endIndex, text[start] != ASCII.equals else { throw .missingName }
    let end = text[start...].firstIndex { ASCII.isSpace($0) || $0 == ASCII.equals } ?? text.endIndex
    let equals = Self.skipSpace(text, from: end)
    guard equals < text.endIndex, text[equals] == ASCII.equals else { throw .missingEquals }
    let trimmed = text[(equals + 1)...].trimmingSpace()
    name = start..<end
    value = trimmed.startIndex..<trimmed.endIndex
  }

  private static func skipSpace(_ text: ArraySlice<UInt8>, from start: Int) -> Int {
    text[start...].firstIndex { !ASCII.isSpace($0) } ?? text.endIndex
  }
}
