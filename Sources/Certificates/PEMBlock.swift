internal import SourceText

/// `-----BEGIN CERTIFICATE-----` to its end: one block of a PEM file.
///
/// Text outside of blocks is comment, as OpenSSL takes it; a block without an end is none.
struct PEMBlock {
  let label: String
  /// `Proc-Type: 4,ENCRYPTED` above the data, or a label that says so.
  let isEncrypted: Bool
  let bytes: [UInt8]

  static func all(in file: [UInt8]) -> [PEMBlock] {
    var blocks: [PEMBlock] = []
    var label: String?
    var text: [UInt8] = []
    var isEncrypted = false
    for line in file.split(separator: ASCII.lineFeed) {
      let line = line.trimmingSpace()
      if let begun = name(in: line, after: "-----BEGIN ") {
        (label, text, isEncrypted) = (begun, [], begun.hasPrefix("ENCRYPTED"))
      } else if let ended = name(in: line, after: "-----END ") {
        if label == ended, let bytes = isEncrypted ? [] : decoded(text) {
          blocks.append(PEMBlock(label: ended, isEncrypted: isEncrypted, bytes: bytes))
        }
        label = nil
      } else if label != nil {
        if line.contains(UInt8(ascii: ":")) {
          isEncrypted = isEncrypted || line.text.hasSuffix(",ENCRYPTED")
        } else {
          text += line
        }
      }
    }
    return blocks
  }

  private static func name(in line: ArraySlice<UInt8>, after mark: String) -> String? {
    guard line.starts(with: mark.utf8), line.suffix(5).elementsEqual("-----".utf8) else { return nil }
    let name = line.dropFirst(mark.utf8.count).dropLast(5)
    return name.isEmpty ? nil : name.text
  }

  /// Base64; nil where a character is none of it.
  private static func decoded(_ text: [UInt8]) -> [UInt8]? {
    var bytes: [UInt8] = []
    var bits: UInt32 = 0
    var count = 0
    for character in text where character != UInt8(ascii: "=") {
      guard let value = value(of: character) else { return nil }
      bits = (bits << 6 | value) & 0xFFFFFF
      count += 6
      if count >= 8 {
        count -= 8
        bytes.append(UInt8(truncatingIfNeeded: bits >> UInt32(count)))
      }
    }
    return bytes
  }

  private static func value(of character: UInt8) -> UInt32? {
    switch character {
    case UInt8(ascii: "A")...UInt8(ascii: "Z"): UInt32(character - UInt8(ascii: "A"))
    case UInt8(ascii: "a")...UInt8(ascii: "z"): UInt32(character - UInt8(ascii: "a")) + 26
    case UInt8(ascii: "0")...UInt8(ascii: "9"): UInt32(character - UInt8(ascii: "0")) + 52
    case UInt8(ascii: "+"): 62
    case UInt8(ascii: "/"): 63
    default: nil
    }
  }
}
