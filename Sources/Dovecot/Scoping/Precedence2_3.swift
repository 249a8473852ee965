package import SettingsGraph

/// 2.3: among the filters that match, the most specific one that sets the value wins; two that set it and are not one
/// below the other are a conflict, and the daemon refuses such a connection.
///
/// Verified with a running server (2.3.19.1): equal values do not help, and `doveconf -n` says nothing.
package struct Precedence2_3: PrecedenceRule {
  struct Record: Sendable {
    let facts: FilterFacts
    /// Filters of equal rank keep the order in which they were defined, and the first counts.
    let order: Int
  }

  let records: [ScopeID: Record]

  package func resolution(of setting: SettingID, in context: Context, of graph: SettingsGraph) -> Resolution {
    let (groups, defaults) = SameScope.groups(of: graph.assignments(of: setting), in: graph)
    var matching: [(group: SameScope, record: Record)] = []
    var others: [Resolution.Beaten] = []
    for group in groups {
      let record = records[group.scope] ?? Record(facts: FilterFacts(), order: 0)
      switch record.facts.match(context) {
      case .yes: matching.append((group, record))
      case .no: others += group.beaten(.scopeDoesNotMatch, by: nil)
      case .unknown(let fact): others += group.beaten(.scopeUnknown(missingFact: fact), by: nil)
      }
    }
    matching.sort { Self.precedes($0.record, $1.record) }
    let beaten = Self.beaten(matching)
    let winner = matching.first?.group.last ?? defaults.last
    let lostDefaults =
      matching.isEmpty ? [] : defaults.map { Resolution.Beaten($0, .builtInDefault, by: winner) }
    return Resolution(
      setting: setting, context: context, winner: winner, beaten: beaten + others + lostDefaults,
      value: winner.map { graph[$0].value })
  }

  /// The most specific first: a server name, a longer local mask, a longer remote mask, a protocol.
  static func precedes(_ a: Record, _ b: Record) -> Bool {
    if a.facts.rank != b.facts.rank { return a.facts.rank > b.facts.rank }
    return a.order < b.order
  }

  private static func beaten(_ matching: [(group: SameScope, record: Record)]) -> [Resolution.Beaten] {
    guard let first = matching.first else { return [] }
    let winner = first.group.last
    var beaten = first.group.beatenBefore
    for (index, candidate) in matching.enumerated().dropFirst() {
      let isBelow = candidate.record.facts.isBelow(matching[index - 1].record.facts)
      beaten += candidate.group.beaten(isBelow ? .moreSpecificScope : .conflict, by: winner)
    }
    return beaten
  }
}
