internal import SettingsGraph
internal import SourceText

/// `doveconf -n -f protocol=imap` of 2.4: each block that matches is laid over the block round it and is gone; one that
/// does not match is gone; one that asks for something that is not known stays.
///
/// This is doveconf's view. Blocks are taken in the order in which they were opened, but what is nested in a block is
/// laid beside that block first, and so meets blocks that come later or are gone already: where filters nest, the
/// server takes another value (2.4.1, 2.4.5; `config_parse_merge_filters`).
struct MergedBlocks {
  private(set) var blocks: BlockTable
  private var isGone: [Bool]
  /// What is set, a table for each daemon module of each block, since doveconf keeps it so: a block without a module's
  /// settings takes the other block's table, and from then on both change together.
  private var tables: [[[UInt8]: Block.Entry]] = []
  /// The tables of each block by the module's name. The global block never takes another's.
  private var modules: [[[UInt8]: Int]]
  /// Blocks nested in each other n deep may give 2ⁿ; beyond this many new ones, the rest stays as it is.
  private static let newBlockLimit = 65_536

  /// 2.4.5 gives each block a table of its own.
  private let sharesTables: Bool

  init(_ table: BlockTable, in context: Context, _ catalogue: Catalogue, version: ProgramVersion) {
    blocks = table
    sharesTables = version < ProgramVersion(2, 4, 5)
    isGone = Array(repeating: false, count: table.count)
    modules = Array(repeating: [:], count: table.count)
    for number in 0..<table.count { split(number, catalogue) }
    mergeAll(in: context)
    for number in 0..<blocks.count { gather(number) }
  }

  private mutating func split(_ number: Int, _ catalogue: Catalogue) {
    for (name, entry) in blocks[number].entries {
      let owner = catalogue.entry(at: name).map { Array($0.owner) } ?? []
      for module in SharedSettings.modules[name] ?? [owner] {
        if let known = modules[number][module] {
          tables[known][name] = entry
        } else {
          modules[number][module] = tables.count
          tables.append([name: entry])
        }
      }
    }
  }

  /// Of a setting that several modules have, the first one's value is printed.
  private mutating func gather(_ number: Int) {
    blocks[number].children.removeAll { isGone[$0] }
    var entries: [[UInt8]: Block.Entry] = [:]
    for table in modules[number].values { entries.merge(tables[table]) { $1 } }
    for name in entries.keys {
      let owners = SharedSettings.modules[name]?.compactMap { modules[number][$0] } ?? []
      if let first = owners.first(where: { tables[$0][name] != nil }) { entries[name] = tables[first][name] }
    }
    blocks[number].entries = entries
  }

  // MARK: - Merging

  private mutating func mergeAll(in context: Context) {
    let limit = blocks.count + Self.newBlockLimit
    let written = (0..<blocks.count).sorted { a, b in
      (blocks[a].listCount, blocks[a].namedCount, a) < (blocks[b].listCount, blocks[b].namedCount, b)
    }
    var position = 0
    // Blocks that come to be on the way are looked at last.
    while position < blocks.count, blocks.count < limit {
      let number = position < written.count ? written[position] : position
      position += 1
      guard case .filter(let kind, let name) = blocks[number].kind, let parent = blocks[number].parent else { continue }
      switch (try? FilterFacts().adding(kind, name))?.match(context) {
      case .yes: merge(number, into: parent)
      case .no: isGone[number] = true
      case .unknown, nil: continue
      }
    }
  }

  /// Lays a block and all that is in it over another one, outer blocks first.
  private mutating func merge(_ number: Int, into target: Int) {
    lay(number, over: target)
    var pending = blocks[number].children.reversed().map { (block: $0, parent: target) }
    while let (block, parent) = pending.popLast() {
      let target = blocks.openForPrinting(blocks[block].kind, in: parent)
      if target == isGone.count {
        isGone.append(false)
        modules.append([:])
      }
      lay(block, over: target)
      pending += blocks[block].children.reversed().map { ($0, target) }
    }
  }

  private mutating func lay(_ number: Int, over target: Int) {
    isGone[number] = true
    for (module, table) in modules[number] {
      if let known = modules[target][module] {
        if known != table { tables[known].merge(tables[table]) { $1 } }
      } else if target > 0, sharesTables {
        modules[target][module] = table
      } else {
        modules[target][module] = tables.count
        tables.append(tables[table])
      }
    }
  }
}
