internal import SourceText

/// A relation between two places of the configuration.
package struct Edge: Sendable {
  package enum Relation: Sendable, Hashable {
    /// `$name` in a value.
    case references
    /// `<file`, or a lookup table: the value is a file's content.
    case reads
    /// Postfix and Dovecot meet at a socket.
    case connects
    /// `ssl = required` makes `disable_plaintext_auth = no` moot.
    case implies
  }

  package enum End: Sendable, Hashable {
    case setting(SettingID)
    case assignment(AssignmentID)
    case file(String)
  }

  package let relation: Relation
  package let from: End
  package let to: End
  /// The rule in one sentence, with its source.
  package let explanation: String

  package init(_ relation: Relation, from: End, to: End, explanation: String) {
    self.relation = relation
    self.from = from
    self.to = to
    self.explanation = explanation
  }
}
