internal import SourceText

/// `/var/spool/postfix/private/auth` is `\svar\sspool\s…` in the path of a setting, as doveconf writes it.
enum SectionName {
  static func escaped(_ name: some Collection<UInt8>) -> [UInt8] {
    var result: [UInt8] = []
    for byte in name {
      if let letter = letter(for: byte) {
        result.append(ASCII.backslash)
        result.append(letter)
      } else {
        result.append(byte)
      }
    }
    return result
  }

  private static func letter(for byte: UInt8) -> UInt8? {
    switch byte {
    case ASCII.equals: UInt8(ascii: "e")
    case ASCII.slash: UInt8(ascii: "s")
    case ASCII.backslash: ASCII.backslash
    case ASCII.space: ASCII.underscore
    case ASCII.comma: ASCII.plus
    default: nil
    }
  }
}
