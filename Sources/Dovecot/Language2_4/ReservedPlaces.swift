/// `@mailbox_defaults = english`: from 2.4.2 on a group's blocks are opened where it is used, and what is written in
/// them further down is printed there (2.4.5).
struct ReservedPlaces: Sendable {
  /// Groups that are used again and again would ask for places without end.
  private(set) var left = 65_536
  private var reserved: [Place: Position] = [:]
  private var positions: [Int: Position] = [:]

  private struct Place: Hashable {
    let block: Int
    let path: [Block.Kind]
  }

  private struct Position {
    /// The block that is the first after it.
    let before: Int
    let order: Int

    static func < (a: Position, b: Position) -> Bool { (a.before, a.order) < (b.before, b.order) }
  }

  var isEmpty: Bool { reserved.isEmpty }

  mutating func reserve(_ paths: [[Block.Kind]], in block: Int, before next: Int) {
    for path in paths.prefix(left) {
      left -= 1
      let place = Place(block: block, path: path)
      if reserved[place] == nil { reserved[place] = Position(before: next, order: reserved.count) }
    }
  }

  /// Whether a place was kept for the block, which now has it.
  mutating func take(_ path: [Block.Kind], in block: Int, for number: Int) -> Bool {
    guard let position = reserved[Place(block: block, path: path)] else { return false }
    positions[number] = position
    return true
  }

  func precedes(_ a: Int, _ b: Int) -> Bool { position(of: a) < position(of: b) }

  private func position(of number: Int) -> Position {
    positions[number] ?? Position(before: number, order: .max)
  }
}
