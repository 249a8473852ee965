internal import SourceText

/// `compatibility_level = 3.6`: up to three numbers.
package struct CompatibilityLevel: Sendable, Comparable {
  package let major: Int
  package let minor: Int
  package let patch: Int

  package init(_ major: Int, _ minor: Int = 0, _ patch: Int = 0) {
    (self.major, self.minor, self.patch) = (major, minor, patch)
  }

  /// `N`, `N.N` or `N.N.N`; nil where Postfix says `malformed compatibility level syntax`.
  package init?(_ text: some Collection<UInt8>) {
    let parts = Array(text).split(separator: ASCII.dot, omittingEmptySubsequences: false)
    let numbers = parts.map { Int($0.text) }
    // Each number has its share of one 64-bit word.
    let limits = [1 << 15, 1 << 8, 1 << 8]
    guard parts.count <= 3, zip(numbers, limits).allSatisfy({ ($0 ?? -1) >= 0 && ($0 ?? 0) < $1 }) else { return nil }
    let known = numbers.compactMap(\.self) + [0, 0]
    self.init(known[0], known[1], known[2])
  }

  package static func < (a: CompatibilityLevel, b: CompatibilityLevel) -> Bool {
    (a.major, a.minor, a.patch) < (b.major, b.minor, b.patch)
  }
}
