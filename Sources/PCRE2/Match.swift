/// Where a pattern matched: the whole, and each capture by its number.
package struct Match: Equatable, Sendable {
  /// Nil for a capture that took no part. The whole match is number 0.
  package let ranges: [Range<Int>?]

  /// The whole match. With `\K` in a lookahead PCRE2 can say that it ends before it begins; then it is empty.
  package let range: Range<Int>

  init(ranges: [Range<Int>?]) {
    self.ranges = ranges
    range = (ranges.first ?? nil) ?? 0..<0
  }

  /// The bytes of capture `number`; nil where it took no part or there is none.
  package subscript(number: Int) -> Range<Int>? {
    ranges.indices.contains(number) ? ranges[number] : nil
  }

  /// The capture called `name` in `pattern`; of several, the first that took part.
  package func capture(named name: String, of pattern: Pattern) -> Range<Int>? {
    for number in pattern.captures(named: name) {
      if let range = self[number] { return range }
    }
    return nil
  }
}
