/// Who wins, and why everybody else does not: the answer for one setting in one context.
package struct Resolution: Sendable {
  /// A candidate that lost, and the assignment that beat it (nil where no other one did, as for a scope that
  /// does not match).
  package struct Beaten: Sendable {
    package let assignment: AssignmentID
    package let reason: Reason
    package let by: AssignmentID?

    package init(_ assignment: AssignmentID, _ reason: Reason, by: AssignmentID?) {
      self.assignment = assignment
      self.reason = reason
      self.by = by
    }
  }

  package let setting: SettingID
  package var context: Context { given?.context ?? Context() }
  /// Nil where nothing is assigned and no default is known.
  package let winner: AssignmentID?
  /// Other assignments that have a part in the value (`mail_plugins { … }` merged key by key), in merging order.
  package let contributors: [AssignmentID]
  /// In the order in which the daemon considers them.
  package let beaten: [Beaten]
  /// The value in effect, after list merging and before `$` expansion.
  package let value: SettingValue?

  /// Nil for no context: a listing has as many resolutions as the files have lines, and all of them for one.
  private let given: Given?

  private final class Given: Sendable {
    let context: Context

    init(_ context: Context) { self.context = context }
  }

  package init(
    setting: SettingID, context: Context, winner: AssignmentID?, contributors: [AssignmentID] = [],
    beaten: [Beaten], value: SettingValue?
  ) {
    self.setting = setting
    given = context.isEmpty ? nil : Given(context)
    self.winner = winner
    self.contributors = contributors
    self.beaten = beaten
    self.value = value
  }
}

/// One daemon's rule of precedence, for one version. The graph holds candidates; this says which of them wins.
package protocol PrecedenceRule: Sendable {
  func resolution(of setting: SettingID, in context: Context, of graph: SettingsGraph) -> Resolution

  /// The same winner for whoever does not ask who lost to it; what depends on facts that are missing is told.
  func outcome(of setting: SettingID, in context: Context, of graph: SettingsGraph) -> Resolution
}

extension PrecedenceRule {
  package func outcome(of setting: SettingID, in context: Context, of graph: SettingsGraph) -> Resolution {
    resolution(of: setting, in: context, of: graph)
  }
}
