/// Finds the number of an entry by its key where the keys lie in one text.
///
/// A hash table with open addressing that holds numbers only; whoever asks has the text and knows where a key stands in
/// it. Its hash is seeded by chance: nobody can write a table whose keys all meet in one place.
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

  /// Puts entry `number` under its key; where the key is known already, gives the number that it has.
  mutating func insert(
    _ number: Int, key: Range<Int>, in text: Span<UInt8>, keyOf: (Int) -> Range<Int>
  ) -> Int? {
    if 2 * (count + 1) > slots.count { grow(text, keyOf) }
    let slot = self.slot(of: text.extracting(key), in: text, keyOf)
    if slots[slot] != 0 { return Int(slots[slot]) - 1 }
    slots[slot] = UInt32(number + 1)
    count += 1
    return nil
  }

  /// Puts entry `number` under its key, in place of the one that it gives.
  mutating func update(
    _ number: Int, key: Range<Int>, in text: Span<UInt8>, keyOf: (Int) -> Range<Int>
  ) -> Int? {
    if 2 * (count + 1) > slots.count { grow(text, keyOf) }
    let slot = self.slot(of: text.extracting(key), in: text, keyOf)
    let known = slots[slot]
    slots[slot] = UInt32(number + 1)
    if known == 0 { count += 1 }
    return known == 0 ? nil : Int(known) - 1
  }

  func find(_ key: Span<UInt8>, in text: Span<UInt8>, keyOf: (Int) -> Range<Int>) -> Int? {
    let number = slots[slot(of: key, in: text, keyOf)]
    return number == 0 ? nil : Int(number) - 1
  }

  /// Where the key stands, or the free place for it.
  private func slot(of key: Span<UInt8>, in text: Span<UInt8>, _ keyOf: (Int) -> Range<Int>) -> Int {
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash(of: key)) & mask
    while slots[slot] != 0, !areEqual(text.extracting(keyOf(Int(slots[slot]) - 1)), key) { slot = (slot + 1) & mask }
    return slot
  }

  private mutating func grow(_ text: Span<UInt8>, _ keyOf: (Int) -> Range<Int>) {
    let numbers = slots.filter { $0 != 0 }
    slots = Array(repeating: 0, count: slots.count * 2)
    for number in numbers { slots[slot(of: text.extracting(keyOf(Int(number) - 1)), in: text, keyOf)] = number }
  }

  /// Eight bytes at a time.
  private func hash(of key: Span<UInt8>) -> UInt64 {
    var hash = seed
    var index = 0
    let count = key.count
    while index < count {
      var word: UInt64 = 0
      let end = min(index + 8, count)
      while index < end {
        word = word << 8 | UInt64(foldsCase ? Self.lowercased(key[index]) : key[index])
        index += 1
      }
      hash = (hash ^ word) &* 0x9E37_79B9_7F4A_7C15
      hash ^= hash >> 32
    }
    hash = (hash ^ UInt64(truncatingIfNeeded: count)) &* 0x9E37_79B9_7F4A_7C15
    return hash ^ hash >> 32
  }

  private func areEqual(_ a: Span<UInt8>, _ b: Span<UInt8>) -> Bool {
    let count = a.count
    guard count == b.count else { return false }
    var index = 0
    while index < count, a[index] == b[index] { index += 1 }
    guard foldsCase else { return index == count }
    while index < count, Self.lowercased(a[index]) == Self.lowercased(b[index]) { index += 1 }
    return index == count
  }

  /// `ASCII.lowercased`, in numbers: a function of another module is a call.
  private static func lowercased(_ byte: UInt8) -> UInt8 { byte >= 0x41 && byte <= 0x5A ? byte | 0x20 : byte }
}
