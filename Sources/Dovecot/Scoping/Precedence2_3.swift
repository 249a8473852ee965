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
    let beaten = beaten(matching, in: context)
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

  /// A filter is held against the one before it among all that match, whether that one sets the setting or not: what
  /// stands in `remote 10.0.0.0/8 { protocol imap {` follows `remote 10.0.0.0/8`, which asks for no protocol.
  private func beaten(
    _ matching: [(group: SameScope, record: Record)], in context: Context
  ) -> [Resolution.Beaten] {
    guard let first = matching.first else { return [] }
    let winner = first.group.last
    var beaten = first.group.beatenBefore
    let isConflictPossible = matching.filter { !$0.record.facts.isEmpty }.count > 1
    let all = isConflictPossible ? allMatching(in: context) : []
    for candidate in matching.dropFirst() {
      let previous = all.last { Self.precedes($0, candidate.record) } ?? first.record
      beaten += candidate.group.beaten(
        candidate.record.facts.isBelow(previous.facts) ? .moreSpecificScope : .conflict, by: winner)
    }
    return beaten
  }

  private func allMatching(in context: Context) -> [Record] {
    records.values.filter { $0.facts.match(context) == .yes }.sorted(by: Self.precedes)
  }
}
