internal import Planning

/// `(2/5) Accept this change [y,n,a,d,j,k,J,K,s,e,q,?]?`: the changes of a plan, decided one after the other.
///
/// The keys are those of `git add -p`. A value without a terminal: it is told which key was pressed, and says what is
/// to be done.
struct ReviewSession {
  /// What the terminal does after a key.
  enum Step: Equatable {
    /// Show the change that is current now, then ask again.
    case show
    /// Show the current change edit by edit, then ask again.
    case showParts
    case help
    /// Ask for a note, give it to `note`, then ask again.
    case askNote
    case say(String)
    case end
  }

  private(set) var plan: Plan
  /// The change that is asked about.
  private(set) var index: Int
  /// The note that the next decision gets.
  private(set) var note = ""
  private let reviewer: String
  private let time: String

  /// What a decision gets where no note was written for it.
  private let usualNote: String

  /// Begins at the first change that is undecided; at the first one where all are decided.
  init(_ plan: Plan, reviewer: String, time: String, note usualNote: String = "") {
    self.plan = plan
    self.usualNote = usualNote
    self.reviewer = reviewer
    self.time = time
    index = plan.changes.firstIndex { $0.decision.verdict == .undecided } ?? 0
    note = ownNote
  }

  private var ownNote: String {
    let note = current?.decision.note ?? ""
    return note.isEmpty ? usualNote : note
  }

  var current: PlannedChange? { plan.changes.indices.contains(index) ? plan.changes[index] : nil }

  var prompt: String {
    let verdict = current.map(\.decision.verdict) ?? .undecided
    let state = verdict == .undecided ? "" : " (\(verdict.rawValue))"
    return "(\(index + 1)/\(plan.changes.count))\(state) Accept this change [y,n,a,d,j,k,J,K,s,e,q,?]? "
  }

  static let help = [
    "y - accept this change",
    "n - reject this change",
    "a - accept this change and all later ones that are undecided",
    "d - reject this change and all later ones that are undecided",
    "j - leave this change as it is, see the next undecided one",
    "k - leave this change as it is, see the previous undecided one",
    "J - leave this change as it is, see the next one",
    "K - leave this change as it is, see the previous one",
    "s - see the edits of this change one by one",
    "e - write a note that is kept with the decision",
    "q - quit; decisions so far are kept, the others stay undecided",
    "? - print help",
  ]

  mutating func press(_ key: UInt8) -> Step {
    switch Character(Unicode.Scalar(key)) {
    case "y": return decide(.accepted)
    case "n": return decide(.rejected)
    case "a": return decideRest(.accepted)
    case "d": return decideRest(.rejected)
    case "j":
      return move(to: plan.changes.indices.first { $0 > index && isUndecided($0) }, "No undecided change follows.")
    case "k":
      return move(to: plan.changes.indices.last { $0 < index && isUndecided($0) }, "No undecided change stands before.")
    case "J": return move(to: plan.changes.indices.first { $0 > index }, "No change follows.")
    case "K": return move(to: plan.changes.indices.last { $0 < index }, "No change stands before.")
    case "s": return .showParts
    case "e": return .askNote
    case "q", "\u{4}": return .end
    default: return .help
    }
  }

  /// The note of the current change: of the decision that follows, or that there is already.
  mutating func take(note text: String) {
    note = text
    guard let current, current.decision.verdict != .undecided else { return }
    set(current.decision.verdict, at: index)
  }

  private func isUndecided(_ index: Int) -> Bool { plan.changes[index].decision.verdict == .undecided }

  private mutating func set(_ verdict: Decision.Verdict, at index: Int) {
    plan.changes[index].decision = Decision(verdict, note: note, reviewer: reviewer, time: time)
  }

  private mutating func decide(_ verdict: Decision.Verdict) -> Step {
    set(verdict, at: index)
    if verdict == .rejected { _ = plan.fall() }
    return advance()
  }

  private mutating func decideRest(_ verdict: Decision.Verdict) -> Step {
    set(verdict, at: index)
    for later in plan.changes.indices where later > index && isUndecided(later) { set(verdict, at: later) }
    return advance()
  }

  /// To the next undecided change, beginning again at the first; the session ends where there is none.
  private mutating func advance() -> Step {
    let next =
      plan.changes.indices.first { $0 > index && isUndecided($0) } ?? plan.changes.indices.first(where: isUndecided)
    guard next != nil else { return .end }
    return move(to: next, "")
  }

  private mutating func move(to other: Int?, _ obstacle: String) -> Step {
    guard let other else { return .say(obstacle) }
    index = other
    note = ownNote
    return .show
  }
}
