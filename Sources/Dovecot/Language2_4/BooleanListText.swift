internal import SourceText

/// `imap, "a b" lmtp`: the elements of a boolean list that is written as one value.
enum BooleanListText {
  static func elements(_ text: ArraySlice<UInt8>) throws(TypeMismatch) -> [[UInt8]] {
    var elements: [[UInt8]] = []
    var element: [UInt8] = []
    var isQuoted = false
    var isQuoteEnded = false
    var index = text.startIndex
    func flush(_ elements: inout [[UInt8]]) {
      if isQuoted || !element.isEmpty { elements.append(element) }
    }
    while index < text.endIndex {
      var byte = text[index]
      index += 1
      if byte == ASCII.doubleQuote {
        guard !isQuoteEnded else { throw TypeMismatch(daemonText: "Expected ',' or ' ' after '\"'") }
        guard isQuoted || element.isEmpty else { throw TypeMismatch(daemonText: "'\"' in the middle of a string") }
        if isQuoted { isQuoteEnded = true }
        isQuoted = true
        continue
      }
      if byte == ASCII.space || byte == ASCII.comma, !isQuoted || isQuoteEnded {
        flush(&elements)
        element.removeAll()
        isQuoted = false
        isQuoteEnded = false
        continue
      }
      if byte == ASCII.backslash, isQuoted {
        guard index < text.endIndex else { throw TypeMismatch(daemonText: "Value ends with '\\'") }
        byte = text[index]
        index += 1
      }
      guard !isQuoteEnded else { throw TypeMismatch(daemonText: "Expected ',' or ' ' after '\"'") }
      element.append(byte)
    }
    guard !isQuoted || isQuoteEnded else { throw TypeMismatch(daemonText: "Missing ending '\"'") }
    flush(&elements)
    return elements
  }
}
