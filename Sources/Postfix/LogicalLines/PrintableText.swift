extension Collection where Element == UInt8 {
  /// The bytes as Postfix prints them in a message: whatever is no printable ASCII is a `?`, one for each byte.
  package var printable: String {
    String(decoding: map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }

  /// The same where `smtputf8_enable = yes`: `é` stays, as does any byte that begins a character, with the bytes of one
  /// behind it (postmap 3.10.13). postconf never does that.
  func printable(keepingUTF8: Bool) -> String {
    guard keepingUTF8 else { return printable }
    var shown: [UInt8] = []
    var inCharacter = false
    var rest = makeIterator()
    var next = rest.next()
    while let byte = next {
      next = rest.next()
      let isContinued = next.map { (0x80...0xBF).contains($0) } ?? false
      inCharacter =
        (0xC2...0xFE).contains(byte) && isContinued || inCharacter && (0x80...0xBF).contains(byte)
      shown.append((0x20...0x7E).contains(byte) || inCharacter ? byte : UInt8(ascii: "?"))
    }
    return String(decoding: shown, as: UTF8.self)
  }
}
