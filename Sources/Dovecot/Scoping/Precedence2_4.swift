package import SettingsGraph
internal import SourceText

/// 2.4: among the blocks that match, more named list blocks beat fewer, then more named blocks, then the block that was
/// opened last; how specific a filter is does not count.
///
/// Verified with a running server (2.4.1, 2.4.5); the manual and `doveconf -f` say otherwise for nested filters.
package struct Precedence2_4: PrecedenceRule {
  struct Record: Sendable {
    let facts: FilterFacts
    let listCount: Int
    let namedCount: Int
    let openingOrder: Int
    /// From a group that the block uses: never before what is written in the block itself.
    var isOfGroup = false
  }

  /// `@label = name` in a block.
  struct GroupUse: Sendable {
    /// Of the group's settings: `@label/name/`.
    let groupPath: [UInt8]
    /// Of the block that uses it.
    let blockPath: [UInt8]
    let block: Int
  }

  /// By the block's number.
  let records: [Record]
  /// The block of each assignment that was read, counted from the first.
  let blocks: [Int]
  let firstAssignment: Int
  /// Which settings are lists, by their number; they are merged.
  let listNumbers: [Bool]
  let groupUses: [GroupUse]

  func isList(_ setting: SettingID) -> Bool {
    listNumbers.indices.contains(Int(setting.rawValue)) && listNumbers[Int(setting.rawValue)]
  }

  private struct Candidate {
    let assignment: AssignmentID
    let record: Record
    let block: Int
  }

  package func resolution(of setting: SettingID, in context: Context, of graph: SettingsGraph) -> Resolution {
    var matching: [Candidate] = []
    var others: [Resolution.Beaten] = []
    var defaults: [AssignmentID] = []
    for id in candidates(of: setting, in: graph) {
      guard let block = block(of: id) else {
        defaults.append(id)
        continue
      }
      let record = records[block]
      switch record.facts.match(context) {
      case .yes: matching.append(Candidate(assignment: id, record: record, block: block))
      case .no: others.append(Resolution.Beaten(id, .scopeDoesNotMatch, by: nil))
      case .unknown(let fact): others.append(Resolution.Beaten(id, .scopeUnknown(missingFact: fact), by: nil))
      }
    }
    addGroups(of: setting, context, graph, &matching)
    matching.sort { Self.precedes(($0.record, $0.assignment), ($1.record, $1.assignment)) }
    if isList(setting) { return merged(setting, context, matching, others, defaults, graph) }
    if let first = matching.first {
      others += defaults.map { Resolution.Beaten($0, .builtInDefault, by: first.assignment) }
    }
    let winner = matching.first?.assignment ?? defaults.last
    let beaten = matching.dropFirst().map { candidate in
      Resolution.Beaten(
        candidate.assignment, Self.reason(candidate.block == matching[0].block, candidate.record, matching[0].record),
        by: winner)
    }
    return Resolution(
      setting: setting, context: context, winner: winner, beaten: beaten + others,
      value: winner.map { graph[$0].value })
  }

  /// The winner first.
  static func precedes(_ a: (record: Record, id: AssignmentID), _ b: (record: Record, id: AssignmentID)) -> Bool {
    if a.record.listCount != b.record.listCount { return a.record.listCount > b.record.listCount }
    if a.record.namedCount != b.record.namedCount { return a.record.namedCount > b.record.namedCount }
    if a.record.openingOrder != b.record.openingOrder { return a.record.openingOrder > b.record.openingOrder }
    if a.record.isOfGroup != b.record.isOfGroup { return b.record.isOfGroup }
    return a.id > b.id
  }

  /// What the groups that are used somewhere round the setting say about it.
  private func addGroups(
    of setting: SettingID, _ context: Context, _ graph: SettingsGraph, _ matching: inout [Candidate]
  ) {
    guard !groupUses.isEmpty else { return }
    let path = graph.names[graph[setting].name]
    for use in groupUses where records[use.block].facts.match(context) == .yes {
      for candidate in [Array(path)] + Self.outerPaths(of: path) where candidate.starts(with: use.blockPath) {
        guard let inGroup = graph.find(graph[setting].daemon, use.groupPath + candidate.dropFirst(use.blockPath.count))
        else { continue }
        for id in graph.assignments(of: inGroup) {
          guard let block = block(of: id) else { continue }
          matching.append(Candidate(assignment: id, record: record(of: block, usedIn: use.block), block: use.block))
        }
      }
    }
  }

  /// The record of a block in a group as if it stood where the group is used; the group itself does not count.
  private func record(of block: Int, usedIn user: Int) -> Record {
    Record(
      facts: records[user].facts, listCount: records[user].listCount + records[block].listCount - 1,
      namedCount: records[user].namedCount + records[block].namedCount, openingOrder: records[user].openingOrder,
      isOfGroup: true)
  }

  private static func reason(_ isSameBlock: Bool, _ loser: Record, _ winner: Record) -> Reason {
    if loser.isOfGroup, !winner.isOfGroup, loser.facts == winner.facts { return .groupLosesToExplicit }
    if isSameBlock { return .laterInSameScope }
    let isSameRank = loser.listCount == winner.listCount && loser.namedCount == winner.namedCount
    return isSameRank && !loser.facts.isEmpty ? .openedLater : .moreSpecificScope
  }

  private func block(of id: AssignmentID) -> Int? {
    let index = Int(id.rawValue) - firstAssignment
    return blocks.indices.contains(index) ? blocks[index] : nil
  }

  /// The assignments of the setting itself and of the same name in the blocks round it: what is not set for
  /// `namespace/inbox/mail_driver` is looked for in `mail_driver`.
  private func candidates(of setting: SettingID, in graph: SettingsGraph) -> [AssignmentID] {
    var found = graph.assignments(of: setting)
    for path in Self.outerPaths(of: graph.names[graph[setting].name]) {
      if let outer = graph.find(graph[setting].daemon, path) { found += graph.assignments(of: outer) }
    }
    return found
  }

  /// `namespace/inbox/mailbox/Trash/x` gives `namespace/inbox/x`, `mailbox/Trash/x` and `x`.
  static func outerPaths(of path: ArraySlice<UInt8>) -> [[UInt8]] {
    let parts = path.split(separator: ASCII.slash, omittingEmptySubsequences: false)
    guard let name = parts.last, parts.count > 2, parts.count % 2 == 1, parts.count <= 9 else { return [] }
    let pairs = stride(from: 0, to: parts.count - 1, by: 2).map { Array(parts[$0]) + [ASCII.slash] + parts[$0 + 1] }
    return (0..<(1 << pairs.count) - 1).reversed().map { chosen in
      var outer: [UInt8] = []
      for (index, pair) in pairs.enumerated() where chosen & (1 << index) != 0 { outer += pair + [ASCII.slash] }
      return outer + name
    }
  }

  // MARK: - Lists

  /// Key by key, the first mention of a key counts, up to an assignment with `=`, which cuts off what is round it.
  private func merged(
    _ setting: SettingID, _ context: Context, _ matching: [Candidate], _ others: [Resolution.Beaten],
    _ defaults: [AssignmentID], _ graph: SettingsGraph
  ) -> Resolution {
    guard let winner = matching.first?.assignment else {
      return Resolution(
        setting: setting, context: context, winner: defaults.last, beaten: others,
        value: defaults.last.map { graph[$0].value })
    }
    let end = matching.firstIndex { [.set, .clear].contains(graph[$0.assignment].operation) }
    // Where nothing cuts them off, the elements that are there by default come last.
    let parts = matching[...(end ?? matching.count - 1)].map(\.assignment) + (end == nil ? defaults.suffix(1) : [])
    let cut = matching.dropFirst((end ?? matching.count - 1) + 1).map { candidate in
      Resolution.Beaten(candidate.assignment, .laterInSameScope, by: parts.last)
    }
    let lostDefaults = end == nil ? [] : defaults.map { Resolution.Beaten($0, .builtInDefault, by: parts.last) }
    return Resolution(
      setting: setting, context: context, winner: winner, contributors: Array(parts.dropFirst()),
      beaten: cut + others + lostDefaults,
      value: graph[winner].value)
  }
}
