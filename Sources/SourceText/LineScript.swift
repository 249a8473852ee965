/// The shortest list of replacements that turns one sequence of lines into another (Myers, 1986).
struct LineScript {
  /// `old` lines are replaced by `new` lines; one of the two may be empty.
  struct Change: Equatable {
    let old: Range<Int>
    let new: Range<Int>
  }

  let changes: [Change]

  /// The most differing lines for which the shortest script is looked for; beyond it, one replacement.
  static let maximumDistance = 2_000

  init(from old: [ArraySlice<UInt8>], to new: [ArraySlice<UInt8>]) {
    var prefix = 0
    while prefix < old.count, prefix < new.count, old[prefix] == new[prefix] { prefix += 1 }
    var suffix = 0
    while suffix < old.count - prefix, suffix < new.count - prefix,
      old[old.count - 1 - suffix] == new[new.count - 1 - suffix]
    {
      suffix += 1
    }
    let oldMiddle = prefix..<(old.count - suffix)
    let newMiddle = prefix..<(new.count - suffix)
    guard !oldMiddle.isEmpty || !newMiddle.isEmpty else {
      changes = []
      return
    }
    changes =
      Self.shortest(old, oldMiddle, new, newMiddle) ?? [Change(old: oldMiddle, new: newMiddle)]
  }

  /// Walks forward keeping the furthest reach of every diagonal, then back over the kept states.
  private static func shortest(
    _ old: [ArraySlice<UInt8>], _ oldRange: Range<Int>, _ new: [ArraySlice<UInt8>], _ newRange: Range<Int>
  ) -> [Change]? {
    let height = oldRange.count
    let width = newRange.count
    let limit = min(height + width, maximumDistance)
    let center = limit + 1
    var reach = [Int](repeating: 0, count: 2 * limit + 3)
    var history: [[Int]] = []
    for distance in 0...limit {
      history.append(reach)
      for diagonal in stride(from: -distance, through: distance, by: 2) {
        var x = startOfStep(diagonal, distance, reach, center)
        var y = x - diagonal
        while x < height, y < width, old[oldRange.lowerBound + x] == new[newRange.lowerBound + y] {
          x += 1
          y += 1
        }
        reach[center + diagonal] = x
        if x >= height, y >= width {
          return backtrack(history, center, height, width, oldRange.lowerBound, newRange.lowerBound)
        }
      }
    }
    return nil
  }

  private static func startOfStep(_ diagonal: Int, _ distance: Int, _ reach: [Int], _ center: Int) -> Int {
    let below = reach[center + diagonal - 1]
    let above = reach[center + diagonal + 1]
    if diagonal == -distance || (diagonal != distance && below < above) { return above }
    return distance == 0 ? 0 : below + 1
  }

  private static func backtrack(
    _ history: [[Int]], _ center: Int, _ height: Int, _ width: Int, _ oldBase: Int, _ newBase: Int
  ) -> [Change] {
    var x = height
    var y = width
    var reversed: [Change] = []
    for distance in stride(from: history.count - 1, to: 0, by: -1) {
      let reach = history[distance]
      let diagonal = x - y
      let isInsertion =
        diagonal == -distance
        || (diagonal != distance && reach[center + diagonal - 1] < reach[center + diagonal + 1])
      let previous = isInsertion ? diagonal + 1 : diagonal - 1
      let previousX = reach[center + previous]
      let previousY = previousX - previous
      let change =
        isInsertion
        ? Change(old: oldBase + previousX..<oldBase + previousX, new: newBase + previousY..<newBase + previousY + 1)
        : Change(old: oldBase + previousX..<oldBase + previousX + 1, new: newBase + previousY..<newBase + previousY)
      if let next = reversed.last, next.old.lowerBound == change.old.upperBound,
        next.new.lowerBound == change.new.upperBound
      {
        reversed[reversed.count - 1] = Change(
          old: change.old.lowerBound..<next.old.upperBound, new: change.new.lowerBound..<next.new.upperBound)
      } else {
        reversed.append(change)
      }
      x = previousX
      y = previousY
    }
    return reversed.reversed()
  }
}
