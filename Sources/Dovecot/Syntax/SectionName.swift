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

  /// The name itself, from its form in a path.
  static func unescaped(_ escaped: some Collection<UInt8>) -> [UInt8] {
    var name: [UInt8] = []
    var isEscaped = false
    for byte in escaped {
      if isEscaped {
        name += unescaped(byte)
        isEscaped = false
      } else if byte == ASCII.backslash {
        isEscaped = true
      } else {
        name.append(byte)
      }
    }
    return name
  }

  /// The name as it is written behind its word, from its form in a path.
  static func written(_ escaped: some Collection<UInt8>) -> [UInt8] {
    let name = unescaped(escaped)
    let isPlain = !name.isEmpty && !name.contains { ASCII.isSpace($0) || $0 == ASCII.doubleQuote || $0 == ASCII.hash }
    if isPlain { return name }
    var quoted = [ASCII.doubleQuote]
    NativeValue.writeEscaped(name, to: &quoted)
    return quoted + [ASCII.doubleQuote]
  }

  /// A backslash before any other letter is a backslash (`\Sent`).
  private static func unescaped(_ letter: UInt8) -> [UInt8] {
    switch letter {
    case UInt8(ascii: "e"): [ASCII.equals]
    case UInt8(ascii: "s"): [ASCII.slash]
    case ASCII.underscore: [ASCII.space]
    case ASCII.plus: [ASCII.comma]
    case ASCII.backslash: [ASCII.backslash]
    case ASCII.dot: []
    default: [ASCII.backslash, letter]
    }
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
