/// A name by its number in a `NameTable`.
package struct NameID: Hashable, Sendable {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }
}

/// Every distinct name once, kept as bytes in one block, so that names compare as integers.
///
/// Open addressing over a power of two; the load stays under one half.
package struct NameTable: Sendable {
  private var block: [UInt8] = []
  private var ends: [UInt32] = []
  /// 1 + the number of the name, 0 for an empty place. None before the first name.
  private var slots: [UInt32] = []

  package init() {}

  package var count: Int { ends.count }

  package subscript(id: NameID) -> ArraySlice<UInt8> {
    let index = Int(id.rawValue)
    return block[(index == 0 ? 0 : Int(ends[index - 1]))..<Int(ends[index])]
  }

  package func text(of id: NameID) -> String { self[id].text }

  /// - Complexity: O(length) on average.
  package mutating func intern(_ name: ArraySlice<UInt8>) -> NameID {
    if slots.isEmpty { slots = Array(repeating: 0, count: 64) }
    let slot = place(of: name)
    if slots[slot] != 0 { return NameID(rawValue: slots[slot] - 1) }
    block.append(contentsOf: name)
    ends.append(UInt32(block.count))
    slots[slot] = UInt32(ends.count)
    if ends.count * 2 > slots.count { grow() }
    return NameID(rawValue: UInt32(ends.count - 1))
  }

  package func find(_ name: ArraySlice<UInt8>) -> NameID? {
    guard !slots.isEmpty else { return nil }
    let slot = slots[place(of: name)]
    return slot == 0 ? nil : NameID(rawValue: slot - 1)
  }

  private func place(of name: ArraySlice<UInt8>) -> Int {
    var hash: UInt64 = 0xCBF2_9CE4_8422_2325
    for byte in name { hash = (hash ^ UInt64(byte)) &* 0x0000_0100_0000_01B3 }
    hash ^= hash >> 29
    let mask = slots.count - 1
    var slot = Int(truncatingIfNeeded: hash) & mask
    while slots[slot] != 0 {
      if self[NameID(rawValue: slots[slot] - 1)].elementsEqual(name) { return slot }
      slot = (slot + 1) & mask
    }
    return slot
  }

  private mutating func grow() {
    slots = Array(repeating: 0, count: slots.count * 2)
    for index in ends.indices {
      slots[place(of: self[NameID(rawValue: UInt32(index))])] = UInt32(index + 1)
    }
  }
}

/// Slices are what the tables are written for: a generic function of another module is not specialised, and several
/// times as slow.
extension NameTable {
  package mutating func intern(_ name: some Collection<UInt8>) -> NameID { intern(Array(name)[...]) }
  package func find(_ name: some Collection<UInt8>) -> NameID? { find(Array(name)[...]) }
  package mutating func intern(_ name: [UInt8]) -> NameID { intern(name[...]) }
  package func find(_ name: [UInt8]) -> NameID? { find(name[...]) }
}
