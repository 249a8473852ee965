internal import SourceText

/// `Straße@example.net` is asked for as `strasse@example.net`: a key without the case of its letters.
///
/// With `smtputf8_enable` a key is folded as Unicode says, else in ASCII alone; a text that is no UTF-8 is no key then.
/// texthash: and inline: tables of 3.11 fold the keys in their source in ASCII alone, so that one with `É` is never
/// found (3.5.25 to 3.11.7, run).
enum FoldedKey {
  /// Nil where the text is in ASCII, whose letters are compared without their case anyway.
  static func folded(_ text: ArraySlice<UInt8>) -> [UInt8]? {
    guard text.contains(where: { $0 >= 0x80 }), let string = String(validating: text, as: UTF8.self) else { return nil }
    var folded: [UInt8] = []
    folded.reserveCapacity(text.count)
    for scalar in string.unicodeScalars {
      if scalar.isASCII {
        folded.append(ASCII.lowercased(UInt8(truncatingIfNeeded: scalar.value)))
      } else if let letters = CharacterTable.known.folded(scalar.value) {
        for letter in letters.compactMap(Unicode.Scalar.init) { folded += Array(String(letter).utf8) }
      } else {
        folded += Array(String(scalar).utf8)
      }
    }
    return folded
  }

  /// Whether Postfix takes the text for UTF-8.
  static func isUTF8(_ text: ArraySlice<UInt8>) -> Bool {
    text.allSatisfy { $0 < 0x80 } || String(validating: text, as: UTF8.self) != nil
  }
}
