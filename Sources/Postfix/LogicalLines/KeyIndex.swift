internal import SourceText

/// Finds the number of an entry by its key where the keys lie in one text.
///
/// A hash table with open addressing that holds numbers only. Its hash is seeded by chance: nobody can write a table
/// whose keys all meet in one place.
struct KeyIndex: Sendable {
  /// Entry number plus one; 0 is free. Never more than half full.
  private var slots: [UInt32]
  private var count = 0
  private let seed = UInt64.random(in: .min ... .max)
  /// Keys of tables are compared without regard to case, names of parameters are not.
  private let foldsCase: Bool

  init(capacity: Int, foldsCase: Bool) {
    self.foldsCase = foldsCase
    var size = 16
    while size < 2 * capacity { size *= 2 }
    slots = Array(repeating: 0, count: size)
  }

  /// Puts entry `number` under `key`; where the key is known already, gives the number that it has.
  mutating func insert(
    _ number: Int, key: ArraySlice<UInt8>, keyOf: (Int) -> ArraySlice<UInt8>
  ) -> Int? {
    if 2 * (count + 1) > slots.count { grow(keyOf) }
    let slot = self.slot(of: key, keyOf)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    slots[slot] = UInt32(number + 1)
    count += 1
    return nil
  }

  /// Puts entry `number` under `key`, in place of the one that it gives.
  mutating func update(
    _ number: Int, key: ArraySlice<UInt8>, keyOf: (Int) -> ArraySlice<UInt8>
  ) -> Int? {
    if 2 * (count + 1) > slots.count { grow(keyOf) }
    let slot = self.slot(of: key, keyOf)
    let known = slots[slot]
    slots[slot] = UInt32(number + 1)
    if known == 0 { count += 1 }
    return known == 0 ? nil : Int(known) - 1
  }

  func find(_ key: ArraySlice<UInt8>, keyOf: (Int) -> ArraySlice<UInt8>) -> Int? {
    let number = slots[slot(of: key, keyOf)]
    return number == 0 ? nil : Int(number) - 1
  }

  /// Where the key stands, or the free place for it.
  private func slot(of key: ArraySlice<UInt8>, _ keyOf: (Int) -> ArraySlice<UInt8>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(of: key)) & mask
    while slots[slot] != 0, !areEqual(keyOf(Int(slots[slot]) - 1), key) { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow(_ keyOf: (Int) -> ArraySlice<UInt8>) {
    let numbers = slots.filter { $0 != 0 }
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in numbers { slots[slot(of: keyOf(Int(number) - 1), keyOf)] = number }
  }

  private func hash(of key: ArraySlice<UInt8>) -> UInt64 {
    var hash = seed
    for byte in key {
      hash = (hash ^ UInt64(foldsCase ? ASCII.lowercased(byte) : byte)) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    return hash
  }

  private func areEqual(_ a: ArraySlice<UInt8>, _ b: ArraySlice<UInt8>) -> Bool {
    guard a.count == b.count else { return false }
    var (left, right) = (a.startIndex, b.startIndex)
    while left < a.endIndex {
      let isEqual = a[left] == b[right] || (foldsCase && ASCII.lowercased(a[left]) == ASCII.lowercased(b[right]))
      guard isEqual else { return false }
      left += 1
      right += 1
    }
    return true
  }
}
