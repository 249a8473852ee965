/// One decision for many changes, as `review --accept a,b --note TEXT` makes it.
package struct ReviewRequest: Sendable {
  package let accept: [String]
  package let reject: [String]
  package let note: String
  package let reviewer: String
  /// UTC.
  package let time: String

  package init(accept: [String], reject: [String], note: String, reviewer: String, time: String) {
    self.accept = accept
    self.reject = reject
    self.note = note
    self.reviewer = reviewer
    self.time = time
  }
}

/// A change that was rejected because one that it needs was.
package struct FallenChange: Sendable, Equatable {
  package let id: String
  package let cause: String
}

extension Plan {
  /// Writes the decisions into the plan; `all` names every change. What needs a rejected change is rejected with it.
  ///
  /// - Returns: the changes that fell with others.
  /// - Throws: `PlanError` where an id is unknown or named twice; the plan is unchanged then.
  @discardableResult
  package mutating func decide(_ request: ReviewRequest) throws(PlanError) -> [FallenChange] {
    let accepted = try ids(request.accept)
    let rejected = try ids(request.reject)
    if let both = accepted.first(where: rejected.contains) { throw .contradictoryDecision(id: both) }
    for index in changes.indices {
      let verdict: Decision.Verdict
      if accepted.contains(changes[index].id) {
        verdict = .accepted
      } else if rejected.contains(changes[index].id) {
        verdict = .rejected
      } else {
        continue
      }
      changes[index].decision = Decision(
        verdict, note: request.note, reviewer: request.reviewer, time: request.time)
    }
    return fall(besides: accepted)
  }

  /// Rejects what needs a rejected change, except what was accepted by name.
  package mutating func fall(besides kept: [String] = []) -> [FallenChange] {
    var fallen: [FallenChange] = []
    // A change needs only changes above it, so that one pass suffices.
    for index in changes.indices where !kept.contains(changes[index].id) {
      let change = changes[index]
      guard change.decision.verdict != .rejected,
        let cause = changes.first(where: { change.needs.contains($0.id) && $0.decision.verdict == .rejected })
      else { continue }
      let decision = cause.decision
      changes[index].decision = Decision(
        .rejected, note: "falls with \(cause.id)", reviewer: decision.reviewer, time: decision.time)
      fallen.append(FallenChange(id: change.id, cause: cause.id))
    }
    return fallen
  }

  /// The changes that need this one, directly or through others.
  package func dependents(of id: String) -> [String] {
    var ids: [String] = []
    for change in changes where change.needs.contains(where: { $0 == id || ids.contains($0) }) { ids.append(change.id) }
    return ids
  }

  private func ids(_ names: [String]) throws(PlanError) -> [String] {
    if names == ["all"] { return changes.map(\.id) }
    for name in names where change(name) == nil {
      throw .unknownChange(id: name, known: changes.map(\.id))
    }
    return names
  }

  package func changes(with verdict: Decision.Verdict) -> [PlannedChange] {
    changes.filter { $0.decision.verdict == verdict }
  }
}
