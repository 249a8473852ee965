internal import SettingsGraph
internal import SourceText

/// `local 10.0.0.0/8 { local 10.1.0.0/16 { mailbox Sent {`: a block that doveconf of 2.4 does not find again.
///
/// To check the lists of a filter, doveconf asks for each block in it as a connection would, with the address of the
/// outermost network round it. Where a network inside does not hold that address, nothing in it matches, and only a
/// block of the same name elsewhere is found (2.4.1, 2.4.5).
struct BlocksNotFound {
  /// The lists whose blocks a module of the daemon fetches one by one.
  private static let words = ["mailbox", "metric", "language"].map { Array($0.utf8) }

  private let table: BlockTable
  private var sameNamed: [Block.Kind: [Int]] = [:]

  init(_ table: BlockTable) { self.table = table }

  /// The blocks, in the order in which they were opened, a name once.
  mutating func numbers() -> [Int] {
    let listed = table.blocks.indices.filter { isListed(table[$0].kind) }
    let hidden = listed.filter { isHidden($0) }
    guard !hidden.isEmpty else { return [] }
    for number in listed { sameNamed[table[number].kind, default: []].append(number) }
    var said: Set<Block.Kind> = []
    return hidden.filter { number in
      guard !said.contains(table[number].kind), !isFoundElsewhere(number) else { return false }
      said.insert(table[number].kind)
      return true
    }
  }

  private func isListed(_ kind: Block.Kind) -> Bool {
    guard case .list(let word, _) = kind else { return false }
    return Self.words.contains(word)
  }

  private func isHidden(_ number: Int) -> Bool {
    let facts = table[number].facts
    guard facts.local != nil || facts.remote != nil else { return false }
    return !holds(facts.local, address(\.local, of: number)) || !holds(facts.remote, address(\.remote, of: number))
  }

  private func isFoundElsewhere(_ number: Int) -> Bool {
    let block = table[number]
    let round = sections(round: number)
    let (local, remote) = (address(\.local, of: number), address(\.remote, of: number))
    return sameNamed[block.kind, default: []].contains { other in
      let facts = table[other].facts
      return holds(facts.local, local) && holds(facts.remote, remote)
        && (facts.protocolName == nil || facts.protocolName == block.facts.protocolName)
        && (facts.localName == nil || facts.localName == block.facts.localName)
        && sections(round: other).isSubset(of: round)
    }
  }

  /// Of the outermost network round a block.
  private func address(_ place: KeyPath<FilterFacts, FilterFacts.Place?>, of number: Int) -> IPAddress? {
    var address: IPAddress?
    for outer in table.outward(from: number) {
      if case .network(let network) = table[outer].facts[keyPath: place] { address = network.address }
    }
    return address
  }

  private func holds(_ place: FilterFacts.Place?, _ address: IPAddress?) -> Bool {
    guard case .network(let network) = place else { return true }
    return address.map(network.contains) ?? false
  }

  private func sections(round number: Int) -> Set<Block.Kind> {
    Set(
      table.outward(from: number).dropFirst().map { table[$0].kind }.filter { kind in
        switch kind {
        case .list, .named: true
        case .root, .filter, .group: false
        }
      })
  }
}

extension Language2_4 {
  func checkBlocksNotFound(_ state: inout ReadingState) {
    var notFound = BlocksNotFound(blocks)
    for number in notFound.numbers() {
      guard case .list(let word, let name) = blocks[number].kind, let opened = blocks[number].opened else { continue }
      refuseNotFound(word.text, name.text, at: opened, "Move it out of the inner network.", &state)
    }
  }

  func refuseNotFound(
    _ word: String, _ name: String, at opened: SourceSpan, _ nextStep: String, _ state: inout ReadingState
  ) {
    state.refuseWhole(
      "block-not-found", "Dovecot does not find this \(word) where it stands.", at: opened,
      daemonText: "Failed to get \(word) \(name): Filter \(word)=\(name) unexpectedly not found "
        + "(invalid userdb or -o override settings?)",
      nextStep: nextStep)
  }
}
