internal import SourceText

/// `name⇥type⇥…⏎`: a sorted table that is part of the program, searched where it lies.
///
/// The rows stay bytes: a lookup is a binary search over line starts, and no row becomes a `String`.
struct EmbeddedTable: Sendable {
  private let bytes: [UInt8]
  private let starts: [UInt32]

  init(_ file: EmbeddedFile) {
    bytes = file.bytes
    var starts: [UInt32] = []
    starts.reserveCapacity(bytes.count / 48)
    let lineFeed = ASCII.lineFeed
    var isAtStart = true
    var offset: UInt32 = 0
    for byte in bytes {
      if isAtStart { starts.append(offset) }
      isAtStart = byte == lineFeed
      offset += 1
    }
    self.starts = starts
  }

  var count: Int { starts.count }

  /// The columns of a row.
  func row(_ index: Int) -> [ArraySlice<UInt8>] {
    let end = index + 1 < starts.count ? Int(starts[index + 1]) - 1 : bytes.count - 1
    return bytes[Int(starts[index])..<end].split(separator: ASCII.tab, omittingEmptySubsequences: false)
  }

  /// The first column of a row.
  func key(_ index: Int) -> ArraySlice<UInt8> {
    let (tab, lineFeed) = (ASCII.tab, ASCII.lineFeed)
    let start = Int(starts[index])
    var end = start
    while end < bytes.count, bytes[end] != tab, bytes[end] != lineFeed { end += 1 }
    return bytes[start..<end]
  }

  /// The row whose first column is `key`.
  /// - Complexity: O(log *n*).
  func find(_ key: some Collection<UInt8>) -> Int? {
    let place = lowerBound(of: key)
    return place < count && self.key(place).elementsEqual(key) ? place : nil
  }

  /// The first row whose key is not before `key` in byte order.
  func lowerBound(of key: some Collection<UInt8>) -> Int {
    var low = 0
    var high = count
    while low < high {
      let middle = (low + high) / 2
      if isKey(middle, before: key) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isKey(_ index: Int, before key: some Collection<UInt8>) -> Bool {
    let tab = ASCII.tab
    var offset = Int(starts[index])
    for byte in key {
      if offset >= bytes.count || bytes[offset] == tab { return true }
      if bytes[offset] != byte { return bytes[offset] < byte }
      offset += 1
    }
    return false
  }
}
