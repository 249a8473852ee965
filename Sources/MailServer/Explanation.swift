package import SettingsGraph
package import SourceText

/// The answer to `why NAME`: who wins, why nobody else does, what that means, and what to edit next.
package struct Explanation: Sendable {
  /// One candidate as a reader wants to see it.
  package struct Candidate: Sendable {
    package let assignment: AssignmentID
    /// Nil for a built-in default or a derived value.
    package let span: SourceSpan?
    package let value: SettingValue
    package let scope: ScopeID
    /// The `!include` lines through which its file is read, outermost first.
    package let includeChain: [SourceSpan]
  }

  package struct Loser: Sendable {
    package let candidate: Candidate
    package let reason: Reason
    package let by: Candidate?
    /// Why, in the words of this very case.
    package let explanation: String
  }

  /// An edit that would change the value in effect.
  package struct NextEdit: Sendable, Equatable {
    package let span: SourceSpan?
    /// What to do there, as one sentence.
    package let edit: String

    package init(at span: SourceSpan?, _ edit: String) {
      self.span = span
      self.edit = edit
    }

    init(_ remedy: Remedy) { self.init(at: remedy.span, remedy.sentence) }
  }

  package let setting: SettingID
  package let daemon: DaemonName
  package let name: String
  package let version: AssumedVersion
  package let context: Context
  /// The value in effect, as the daemon's own tool writes it.
  package let value: SettingValue?
  /// The value as the daemon uses it, where `$name`s in it make a difference.
  package let expandedValue: SettingValue?
  package let winner: Candidate?
  /// Other assignments that have a part in the value.
  package let contributors: [Candidate]
  package let losers: [Loser]
  /// Lines that look like assignments and are none.
  package let unread: [UnreadMention]
  package let implications: [Implication]
  package let next: [NextEdit]
  /// What the answer could not take into account, each as one sentence.
  package let unknown: [String]

  /// Whether a value of the setting must not be shown, be it in effect or in a line that is not read.
  package let isSecret: Bool
}
