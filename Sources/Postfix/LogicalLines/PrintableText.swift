extension Collection where Element == UInt8 {
  /// The bytes as Postfix prints them in a message: whatever is no printable ASCII is a `?`, one for each byte.
  package var printable: String {
    String(decoding: map { (0x20...0x7E).contains($0) ? $0 : UInt8(ascii: "?") }, as: UTF8.self)
  }
}
