internal import SettingsGraph
internal import SourceText

/// All blocks of a configuration in the order in which they were opened first; the global one is number 0.
struct BlockTable: Sendable {
  private(set) var blocks = [
    Block(
      kind: .root, parent: nil, facts: FilterFacts(), scope: .global, path: [], listCount: 0, namedCount: 0, opened: nil
    )
  ]
  private var numbers: [Key: Int] = [:]
  private var reserved = ReservedPlaces()

  private struct Key: Hashable {
    let parent: Int
    let kind: Block.Kind
  }

  subscript(number: Int) -> Block {
    get { blocks[number] }
    _modify { yield &blocks[number] }
  }

  var count: Int { blocks.count }

  func find(_ kind: Block.Kind, in parent: Int) -> Int? { numbers[Key(parent: parent, kind: kind)] }

  /// The block of a kind in another, opened now if it was not before.
  mutating func open(
    _ kind: Block.Kind, in parent: Int, facts: FilterFacts? = nil, at span: SourceSpan?, _ graph: inout SettingsGraph
  ) -> Int {
    if let known = find(kind, in: parent) { return known }
    let outer = blocks[parent]
    var scope = outer.scope
    var path = outer.path
    switch kind {
    case .root: break
    case .filter(let filter, let name): scope = graph.scope(ScopeCondition(.filter, filter.rawValue, name), in: scope)
    case .named(let key): path += key + [ASCII.slash]
    case .list(let key, let name), .group(let key, let name):
      path += key + [ASCII.slash] + SectionName.escaped(name) + [ASCII.slash]
    }
    var block = Block(
      kind: kind, parent: parent, facts: facts ?? outer.facts, scope: scope, path: path, listCount: outer.listCount,
      namedCount: outer.namedCount, opened: span)
    if case .named = kind { block = block.counted(lists: 0, named: 1) }
    if block.isList { block = block.counted(lists: 1, named: 0) }
    blocks.append(block)
    blocks[parent].children.append(blocks.count - 1)
    numbers[Key(parent: parent, kind: kind)] = blocks.count - 1
    if !reserved.isEmpty { takeReservedPlace(blocks.count - 1) }
    return blocks.count - 1
  }

  /// A block of that kind in another one, with nothing in it if it is new; only to be printed.
  mutating func openForPrinting(_ kind: Block.Kind, in parent: Int) -> Int {
    if let known = find(kind, in: parent) { return known }
    let outer = blocks[parent]
    blocks.append(
      Block(
        kind: kind, parent: parent, facts: outer.facts, scope: outer.scope, path: outer.path,
        listCount: outer.listCount, namedCount: outer.namedCount, opened: nil))
    blocks[parent].children.append(blocks.count - 1)
    numbers[Key(parent: parent, kind: kind)] = blocks.count - 1
    return blocks.count - 1
  }

  // MARK: - Groups

  /// Keeps places for the blocks of a group where it is used.
  mutating func reservePlaces(for paths: [[Block.Kind]], in block: Int) {
    reserved.reserve(paths, in: block, before: blocks.count)
  }

  /// The kinds from a block down to each that is in it, at most as many as places can be kept for.
  func paths(below block: Int) -> [[Block.Kind]] {
    var paths: [[Block.Kind]] = []
    var pending = blocks[block].children.reversed().map { (block: $0, path: [blocks[$0].kind]) }
    while let (inner, path) = pending.popLast(), paths.count < reserved.left {
      paths.append(path)
      pending += blocks[inner].children.reversed().map { ($0, path + [blocks[$0].kind]) }
    }
    return paths
  }

  private mutating func takeReservedPlace(_ number: Int) {
    var path: [Block.Kind] = []
    // A group is nowhere as deep as blocks may be.
    for outer in outward(from: number).prefix(10) {
      if !path.isEmpty, reserved.take(Array(path.reversed()), in: outer, for: number) { return }
      path.append(blocks[outer].kind)
    }
  }

  /// Puts the blocks that groups opened before them into the places that were kept for them.
  mutating func sortChildren() {
    guard !reserved.isEmpty else { return }
    for number in blocks.indices where blocks[number].children.count > 1 {
      blocks[number].children.sort { reserved.precedes($0, $1) }
    }
  }

  /// The blocks round a block, itself first, the global one last.
  func outward(from number: Int) -> [Int] {
    var numbers = [number]
    while let parent = blocks[numbers[numbers.count - 1]].parent { numbers.append(parent) }
    return numbers
  }
}

extension Block {
  fileprivate func counted(lists: Int, named: Int) -> Block {
    Block(
      kind: kind, parent: parent, facts: facts, scope: scope, path: path, listCount: listCount + lists,
      namedCount: namedCount + named, opened: opened)
  }
}
