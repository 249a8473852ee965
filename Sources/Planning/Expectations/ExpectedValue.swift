package import MailServer
package import ServerTree
package import SettingsGraph
internal import SourceText

/// `why ssl --expected yes`: what stands in the way of a value, one thing after the other, until it would hold.
///
/// Each step is tried: its edit is laid over the tree, the tree is read again, and the next step is what stands in the
/// way there.
package struct ExpectedValue: Sendable {
  package struct Step: Sendable {
    /// What stands in the way, as sentences for a person.
    package let obstacle: String
    /// Where, as `PATH:LINE` of the files as they would be by then; nil where nothing is written.
    package let place: (path: String, line: Int)?
    /// What to do about it; nil where nobody knows.
    package let edit: String?
  }

  package let value: String
  /// Whether it is so as things stand, and has an effect.
  package let holds: Bool
  /// Whether the value is that, with an effect or without.
  package let isValue: Bool
  package let steps: [Step]
  /// Whether it would be so after all steps.
  package let isReached: Bool
  /// What is still in the way after the last step that could be tried.
  package let rest: String?
  /// The files as they would be, by path with links followed.
  package let contents: [TreePath: [UInt8]]
  /// Commands that have to be run besides, in this order.
  package let commands: [String]

  package init(_ value: String, of setting: SettingID, in context: Context, on server: MailServer) {
    var walk = ExpectationWalk(value, of: setting, in: context, on: server)
    walk.goOn()
    self.value = value
    holds = walk.heldAtFirst
    isValue = walk.wasValue
    steps = walk.steps
    isReached = walk.isReached
    rest = walk.rest
    contents = walk.contents
    commands = walk.commands
  }

  package var obstacle: String? { holds && steps.isEmpty ? nil : steps.first?.obstacle ?? rest }
}
