internal import SettingsGraph
internal import SourceText

/// `"a # b"`: a value as it must be written to be read back as it is.
struct ValueText {
  let rules: LexicalRules

  /// Why no way of writing gives the value.
  enum Impossible: Error {
    /// A line end or NUL.
    case unwritableByte
  }

  /// The value in the manner of the one that stands there now: in the same quotes, or without where that will do.
  func written(_ value: [UInt8], inPlaceOf old: ArraySlice<UInt8>?) throws(Impossible) -> [UInt8] {
    guard !value.contains(ASCII.lineFeed), !value.contains(ASCII.null) else { throw .unwritableByte }
    if let old, let quote = old.first, old.count > 1, old.last == quote {
      if quote == ASCII.doubleQuote { return quoted(value, in: quote) }
      if quote == ASCII.apostrophe, rules.escapes == .everyByte || !value.contains(ASCII.apostrophe) {
        return quoted(value, in: quote)
      }
    }
    return needsQuotes(value) ? quoted(value, in: ASCII.doubleQuote) : value
  }

  private func quoted(_ value: [UInt8], in quote: UInt8) -> [UInt8] {
    var text = [quote]
    for byte in value {
      if byte == ASCII.backslash || byte == quote { text.append(ASCII.backslash) }
      text.append(byte)
    }
    return text + [quote]
  }

  /// A reference (`$name`) and a file (`<path`) stay what they are without quotes; whoever wants them in quotes writes
  /// them so.
  private func needsQuotes(_ value: [UInt8]) -> Bool {
    guard let first = value.first, let last = value.last else { return false }
    if value.contains(ASCII.hash) || rules.isSpace(first) || rules.isSpace(last) { return true }
    return first == ASCII.doubleQuote || first == ASCII.apostrophe || last == ASCII.backslash
      || value.contains(ASCII.apostrophe) || value.contains(ASCII.doubleQuote)
  }
}

extension DovecotConfiguration {
  /// `"a # b"` for `a # b`: a value as a person has to write it; itself where no way of writing gives it.
  package func text(writing value: String) -> String {
    let text = try? ValueText(rules: LexicalRules(version.version)).written(Array(value.utf8), inPlaceOf: nil)
    return text?.text ?? value
  }
}
