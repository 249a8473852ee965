/// A compatibility profile: what somebody's clients need, as wishes on effective settings, never as text edits.
package struct Profile: Sendable {
  package let name: String
  package let title: String
  /// For whom it is, in a sentence or two.
  package let audience: String
  /// What it cannot do for its clients, each as one sentence.
  package let limits: [String]
  package let parameters: [Parameter]
  /// From the least weakening to the most; `--grade 1` is the first. Empty where there is nothing to choose.
  package let grades: [Grade]
  /// The changes that are proposed where no grade is asked for; nil for those of the first grade.
  package let withoutGrade: [String]?
  package let changes: [ProfileChange]
  /// Where the facts come from.
  package let sources: [String]

  /// The changes that are proposed; `grade` counts from 1.
  package func changes(at grade: Int?) -> [ProfileChange] {
    if grade == nil, let withoutGrade { return changes.filter { withoutGrade.contains($0.id) } }
    guard !grades.isEmpty else { return changes }
    return changes.filter { $0.grades.isEmpty || $0.grades.contains(grade ?? 1) }
  }
}

/// One step of a profile: how far the server bends.
package struct Grade: Sendable, Equatable {
  package let title: String
  /// What is lost at this step, compared with the one before.
  package let cost: String
}

/// How much a change gives up. The words are part of the profile format.
package enum Risk: String, Sendable, CaseIterable, Comparable {
  case none, low, medium, high

  private var rank: Int { Self.allCases.firstIndex(of: self) ?? 0 }
  package static func < (a: Risk, b: Risk) -> Bool { a.rank < b.rank }
}

/// The wishes of a profile that belong together, with all that a reviewer needs to decide about them.
package struct ProfileChange: Sendable {
  package let id: String
  package let title: String
  package let reason: String
  package let risk: Risk
  /// What becomes weaker, by name.
  package let weakens: [String]
  /// Who notices, for the better or the worse.
  package let affects: String?
  /// Changes of the same profile without which this one has no effect, or is refused by the daemon.
  package let needs: [String]
  /// A way of lower risk to the same end, where there is one.
  package let alternative: String?
  /// How to see that it works.
  package let verification: String?
  /// The grades at which it is proposed, counted from 1; empty for all.
  package let grades: [Int]
  /// `relay=yes`: the parameter that must have a value for the change to be proposed.
  package let condition: ParameterCondition?
  /// `2027-06-30`: the last day on which it shall be in force.
  package let expires: String?
  /// Those whose version fits must all be true.
  package let wishes: [Wish]

  func expiring(_ day: String?) -> ProfileChange {
    ProfileChange(
      id: id, title: title, reason: reason, risk: risk, weakens: weakens, affects: affects, needs: needs,
      alternative: alternative, verification: verification, grades: grades, condition: condition, expires: day,
      wishes: wishes)
  }
}

/// `when = "relay=yes"`
package struct ParameterCondition: Sendable, Equatable {
  package let parameter: String
  package let value: String
}
