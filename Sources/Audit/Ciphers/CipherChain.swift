/// `+kRSA`, `!aNULL`: the suites while a cipher string is carried out, active and inactive ones in one order.
///
/// Each step moves all suites that it selects, and keeps their order among themselves
/// (OpenSSL 1.1.1, 3.0 and 3.5: `openssl ciphers` for random strings).
struct CipherChain {
  private let library: CipherLibrary
  private var order: [Int]
  private var isActive: [Bool]

  init(_ library: CipherLibrary) {
    self.library = library
    order = Array(library.suites.indices)
    isActive = Array(repeating: false, count: library.suites.count)
  }

  var suites: [CipherSuite] { order.filter { isActive[$0] }.map { library.suites[$0] } }

  /// `kRSA`: those that are not active yet come to the end.
  mutating func add(_ selected: Set<Int>) {
    let moved = order.filter { selected.contains($0) && !isActive[$0] }
    moveToEnd(moved)
    for suite in moved { isActive[suite] = true }
  }

  /// `-kRSA`: inactive, and at the front, so that a later word may bring them back.
  mutating func remove(_ selected: Set<Int>) {
    let moved = order.filter { selected.contains($0) && isActive[$0] }
    for suite in moved { isActive[suite] = false }
    let gone = Set(moved)
    order = moved + order.filter { !gone.contains($0) }
  }

  /// `+kRSA`: the active ones come to the end; nothing is added.
  mutating func putLast(_ selected: Set<Int>) {
    moveToEnd(order.filter { selected.contains($0) && isActive[$0] })
  }

  /// `!kRSA`: gone, and no later word brings them back.
  mutating func forbid(_ selected: Set<Int>) {
    for suite in selected { isActive[suite] = false }
    order.removeAll { selected.contains($0) }
  }

  /// `@STRENGTH`: the active ones come to the end, the longest keys first.
  mutating func sortByStrength() {
    let active = order.filter { isActive[$0] }
    let groups = Dictionary(grouping: active) { library.suites[$0].bits }
    for bits in groups.keys.sorted(by: >) { moveToEnd(groups[bits] ?? []) }
  }

  private mutating func moveToEnd(_ moved: [Int]) {
    let gone = Set(moved)
    order = order.filter { !gone.contains($0) } + moved
  }
}
