/// The number of bytes to add, drop or change between two names (Levenshtein), for "did you mean".
package enum EditDistance {
  /// Nil where it is above `limit`.
  ///
  /// - Complexity: O(*a* · *b*), given up as soon as the limit is passed; both are cut at 256 bytes.
  package static func between(
    _ a: some Collection<UInt8>, _ b: some Collection<UInt8>, limit: Int
  ) -> Int? {
    let (a, b) = (Array(a.prefix(256)), Array(b.prefix(256)))
    guard abs(a.count - b.count) <= limit else { return nil }
    var row = Array(0...b.count)
    for i in a.indices {
      var diagonal = row[0]
      row[0] = i + 1
      for j in b.indices {
        let substituted = diagonal + (a[i] == b[j] ? 0 : 1)
        diagonal = row[j + 1]
        row[j + 1] = min(substituted, diagonal + 1, row[j] + 1)
      }
      if (row.min() ?? 0) > limit { return nil }
    }
    return row[b.count] <= limit ? row[b.count] : nil
  }
}

extension EditDistance {
  /// What was probably meant: the candidate with the fewest changes, at most a third of the word.
  package static func nearest(to word: String, in candidates: [String]) -> String? {
    let limit = max(1, min(3, word.utf8.count / 3))
    let found = candidates.compactMap { candidate in
      between(word.utf8, candidate.utf8, limit: limit).map { (distance: $0, candidate: candidate) }
    }
    return found.min { $0.distance < $1.distance }?.candidate
  }
}
