internal import SourceText

extension CatalogueEntry {
  /// `fts=yes`: the elements that a list has by default, in the program's order.
  var defaultElements: [(key: [UInt8], value: [UInt8])] {
    Self.elements(rawDefault, isBoolean: type == .booleanList)
  }

  /// The elements in the text of a default. The keys of a boolean list may hold `=` (`THREAD=REFS`).
  static func elements(_ text: ArraySlice<UInt8>, isBoolean: Bool) -> [(key: [UInt8], value: [UInt8])] {
    text.split(separator: ASCII.space).compactMap { element in
      let equals = isBoolean ? element.lastIndex(of: ASCII.equals) : element.firstIndex(of: ASCII.equals)
      return equals.map { (Array(element[..<$0]), Array(element[($0 + 1)...])) }
    }
  }
}
