internal import SourceText

/// `name⇥type⇥…⏎`: a sorted table that is part of the program, searched where it lies.
///
/// The rows stay bytes: a lookup compares hashes, then the row where it lies, and no row becomes a `String`.
struct EmbeddedTable: Sendable {
  private let bytes: [UInt8]
  private let starts: [UInt32]
  /// 1 + the number of a row by the hash of its key, 0 for a free place; never more than half full.
  private let slots: [UInt16]
  /// By the last five bits of the first byte of a key: a bit for each length of such keys, 63 for longer ones. Most
  /// names of an administrator's own are told apart by that.
  private let lengths: [UInt64]

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
    slots = Self.slots(bytes, starts)
    lengths = Self.lengths(bytes, starts)
  }

  private static func lengths(_ bytes: [UInt8], _ starts: [UInt32]) -> [UInt64] {
    var lengths = [UInt64](repeating: 0, count: 32)
    let (tab, lineFeed) = (ASCII.tab, ASCII.lineFeed)
    for start in starts.map(Int.init) {
      let count = bytes[start...].prefix { $0 != tab && $0 != lineFeed }.count
      lengths[Int(bytes[start] & 31)] |= 1 << UInt64(min(count, 63))
    }
    return lengths
  }

  private static func slots(_ bytes: [UInt8], _ starts: [UInt32]) -> [UInt16] {
    var slots = [UInt16](repeating: 0, count: 16)
    while slots.count < 2 * starts.count { slots += slots }
    let (tab, lineFeed) = (ASCII.tab, ASCII.lineFeed)
    for (row, start) in starts.enumerated() {
      var slot = hash(of: bytes[Int(start)...].prefix { $0 != tab && $0 != lineFeed }) & (slots.count - 1)
      while slots[slot] != 0 { slot = (slot + 1) & (slots.count - 1) }
      slots[slot] = UInt16(row + 1)
    }
    return slots
  }

  private static func hash(of key: some Collection<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in key { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    return Int(truncatingIfNeeded: hash ^ hash >> 29)
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
  func find(_ key: some Collection<UInt8>) -> Int? {
    guard mayHave(key) else { return nil }
    var slot = Self.hash(of: key) & (slots.count - 1)
    while slots[slot] != 0 {
      let row = Int(slots[slot]) - 1
      if isKey(row, key) { return row }
      slot = (slot + 1) & (slots.count - 1)
    }
    return nil
  }

  /// Whether a key of that length begins with that letter.
  func mayHave(_ key: some Collection<UInt8>) -> Bool {
    guard let first = key.first else { return false }
    return lengths[Int(first & 31)] >> UInt64(min(key.count, 63)) & 1 == 1
  }

  private func isKey(_ row: Int, _ key: some Collection<UInt8>) -> Bool {
    var offset = Int(starts[row])
    for byte in key {
      guard offset < bytes.count, bytes[offset] == byte else { return false }
      offset += 1
    }
    return offset == bytes.count || bytes[offset] == ASCII.tab || bytes[offset] == ASCII.lineFeed
  }
}
