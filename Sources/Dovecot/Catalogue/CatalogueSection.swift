/// `service/auth/` of the catalogue: one section that is asked for many names.
struct CatalogueSection: Sendable {
  private let catalogue: Catalogue
  let rows: Range<Int>
  private let prefixCount: Int

  init(_ prefix: [UInt8], of catalogue: Catalogue) {
    self.catalogue = catalogue
    rows = catalogue.rows(below: prefix)
    prefixCount = prefix.count
  }

  /// What the program gives the section by default in place of the general default.
  func defaultText(of name: [UInt8]) -> ArraySlice<UInt8>? {
    let row = catalogue.firstRow(from: name, in: rows, behind: prefixCount)
    guard row < rows.upperBound, catalogue.path(ofRow: row).dropFirst(prefixCount).elementsEqual(name),
      let entry = catalogue[row], entry.type == .defaultOverride
    else { return nil }
    return entry.rawDefault
  }
}
