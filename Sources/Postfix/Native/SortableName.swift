/// `smtpd_banner`, to be put in order: most names are told apart by their first eight bytes, as one number.
struct SortableName {
  private let start: UInt64
  private let number: Int

  private init(_ name: ArraySlice<UInt8>, _ number: Int) {
    self.number = number
    var bytes: UInt64 = 0
    let text = name.span
    for index in 0..<8 { bytes = bytes << 8 | (index < text.count ? UInt64(text[index]) : 0) }
    // Shorter names come first: what is missing is less than any byte, or the rest decides.
    start = bytes
  }

  /// The numbers of the names in their byte order. Numbers are put in order, not names: to move a slice counts its users.
  static func order(of names: [ArraySlice<UInt8>]) -> [Int] { order(names.count) { names[$0] } }

  /// The same where the names are found by number.
  static func order(_ count: Int, of name: (Int) -> ArraySlice<UInt8>) -> [Int] {
    (0..<count).map { SortableName(name($0), $0) }
      .sorted { a, b in
        a.start == b.start ? name(a.number).lexicographicallyPrecedes(name(b.number)) : a.start < b.start
      }
      .map(\.number)
  }
}
