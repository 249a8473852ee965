/// `smtpd_banner`, to be put in order: most names are told apart by their first eight bytes, as one number.
struct SortableName {
  private let start: UInt64
  private let number: Int

  private init(_ name: ArraySlice<UInt8>, _ number: Int) {
    self.number = number
    let first = name.prefix(8)
    let bytes = first.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    // Shorter names come first: what is missing is less than any byte, or the rest decides.
    start = first.isEmpty ? 0 : bytes << UInt64(8 * (8 - first.count))
  }

  /// The numbers of the names in their byte order. Numbers are put in order, not names: to move a slice counts its users.
  static func order(of names: [ArraySlice<UInt8>]) -> [Int] {
    names.enumerated().map { SortableName($0.element, $0.offset) }
      .sorted { a, b in
        a.start == b.start ? names[a.number].lexicographicallyPrecedes(names[b.number]) : a.start < b.start
      }
      .map(\.number)
  }
}
