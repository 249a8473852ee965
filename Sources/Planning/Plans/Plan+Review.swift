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

extension Plan {
  /// Writes the decisions into the plan; `all` names every change.
  ///
  /// - Throws: `PlanError` where an id is unknown or named twice; the plan is unchanged then.
  package mutating func decide(_ request: ReviewRequest) throws(PlanError) {
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
