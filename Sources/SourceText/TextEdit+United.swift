extension Collection where Element == TextEdit {
  /// One edit that does what these do together, of the stretch from the first to the last; nil where they do not fit.
  package func united(over bytes: [UInt8]) -> TextEdit? {
    guard let lower = map(\.range.lowerBound).min(), let upper = map(\.range.upperBound).max(), lower >= 0,
      upper <= bytes.count
    else { return nil }
    let moved = map { edit in
      TextEdit(edit.range.lowerBound - lower..<edit.range.upperBound - lower, with: edit.replacement)
    }
    guard let text = try? moved.applied(to: [UInt8](bytes[lower..<upper])) else { return nil }
    return TextEdit(lower..<upper, with: text)
  }
}
