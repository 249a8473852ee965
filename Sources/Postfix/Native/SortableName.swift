internal import SourceText

/// `smtpd_banner`, to be put in order: most names are told apart by their first eight bytes, as one number.
struct SortableName: Comparable {
  private let start: UInt64
  private let name: ArraySlice<UInt8>

  private init(_ name: ArraySlice<UInt8>) {
    self.name = name
    let first = name.prefix(8)
    let bytes = first.reduce(0 as UInt64) { $0 << 8 | UInt64($1) }
    // Shorter names come first: what is missing is less than any byte, or the rest decides.
    start = first.isEmpty ? 0 : bytes << UInt64(8 * (8 - first.count))
  }

  static func == (a: SortableName, b: SortableName) -> Bool { a.start == b.start && a.name == b.name }

  static func < (a: SortableName, b: SortableName) -> Bool {
    a.start == b.start ? a.name.lexicographicallyPrecedes(b.name) : a.start < b.start
  }

  /// The names in byte order, each once.
  static func sorted(_ names: [ArraySlice<UInt8>]) -> [ArraySlice<UInt8>] {
    var last: SortableName?
    return names.map(SortableName.init).sorted().compactMap { name in
      guard name != last else { return nil }
      last = name
      return name.name
    }
  }
}
