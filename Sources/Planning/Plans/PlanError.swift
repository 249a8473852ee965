/// Why a plan cannot be used.
package enum PlanError: Error, Equatable, Sendable {
  /// Files that were read for the plan have changed, vanished or cannot be read any more.
  case stale([String])
  /// An edit does not fit the file that its digest says it fits: the plan itself was altered.
  case altered(changeID: String, path: String)
  /// Accepted changes that are possible each by itself, and not together; with what stands in the way.
  case doesNotGoTogether(changeID: String, String)
  /// Two accepted changes edit the same bytes.
  case overlapping(path: String)
  /// An accepted change needs others that are not accepted.
  case needsOthers(changeID: String, [String])
  case nothingAccepted(undecided: [String], rejected: [String])
  case unknownChange(id: String, known: [String])
  /// The same id was both accepted and rejected in one call.
  case contradictoryDecision(id: String)

  package var message: String {
    switch self {
    case .stale(let paths): "The plan is stale: \(paths.joined(separator: ", ")) changed since it was made."
    case .altered(let id, let path):
      "Change '\(id)' does not fit \(path): the plan was altered, or another version made it."
    case .doesNotGoTogether(let id, let obstacle):
      "Change '\(id)' does not go with the other accepted ones: \(obstacle)"
    case .overlapping(let path): "Two accepted changes edit the same bytes of \(path)."
    case .needsOthers(let id, let others):
      "Change '\(id)' is accepted but needs \(others.joined(separator: ", ")), which \(others.count == 1 ? "is" : "are") not."
    case .nothingAccepted(let undecided, let rejected):
      "No change is accepted" + (undecided.isEmpty ? "" : "; undecided: \(undecided.joined(separator: ", "))")
        + (rejected.isEmpty ? "" : "; rejected: \(rejected.joined(separator: ", "))") + "."
    case .unknownChange(let id, _): "The plan has no change '\(id)'."
    case .contradictoryDecision(let id): "Change '\(id)' is both accepted and rejected."
    }
  }

  package var nextStep: String {
    switch self {
    case .stale: "Make the plan again from the files as they are now."
    case .altered: "Make the plan again; decisions may be edited by hand, edits may not."
    case .doesNotGoTogether, .overlapping: "Accept one of the two, apply it, and make the plan again."
    case .needsOthers: "Accept what it needs, or reject it too."
    case .nothingAccepted: "Decide with `dovetrail review PLAN --accept ID,…`."
    case .unknownChange(_, let known): "It has: \(known.joined(separator: ", "))."
    case .contradictoryDecision: "Name it once."
    }
  }
}
