internal import SettingsGraph

/// The assignments of one setting in one scope: the last in reading order counts.
struct SameScope {
  let scope: ScopeID
  /// Mostly the only one, which needs no array.
  private let first: AssignmentID
  private var others: [AssignmentID] = []

  init(scope: ScopeID, first: AssignmentID) {
    self.scope = scope
    self.first = first
  }

  /// In reading order; never empty.
  var assignments: [AssignmentID] { [first] + others }

  var last: AssignmentID { others.last ?? first }

  /// Those before the last, the newest first, as beaten by it.
  var beatenBefore: [Resolution.Beaten] {
    assignments.dropLast().reversed().map { Resolution.Beaten($0, .laterInSameScope, by: last) }
  }

  /// All of them, the newest first, as beaten for one reason.
  func beaten(_ reason: Reason, by winner: AssignmentID?) -> [Resolution.Beaten] {
    assignments.reversed().map { Resolution.Beaten($0, reason, by: winner) }
  }

  mutating func append(_ id: AssignmentID) { others.append(id) }

  /// The candidates of a setting by scope, in the order of the scopes' first mention; and its defaults.
  static func groups(
    of ids: [AssignmentID], in graph: SettingsGraph
  ) -> (explicit: [SameScope], defaults: [AssignmentID]) {
    var groups: [SameScope] = []
    var numbers: [ScopeID: Int] = [:]
    var defaults: [AssignmentID] = []
    for id in ids {
      let assignment = graph[id]
      if case .builtInDefault = assignment.origin {
        defaults.append(id)
      } else if let known = numbers[assignment.scope] {
        groups[known].append(id)
      } else {
        numbers[assignment.scope] = groups.count
        groups.append(SameScope(scope: assignment.scope, first: id))
      }
    }
    return (groups, defaults)
  }
}
