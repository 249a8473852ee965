/// One condition of a scope: `protocol imap`, `remote 10.0.0.0/8`, `namespace inbox`, `service submission/inet`.
package struct ScopeCondition: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    /// Counts only when the facts of a connection match: `protocol`, `local`, `remote`, `local_name`.
    case filter
    /// A named part of the configuration, always there: `namespace inbox`, `service imap-login`.
    case section
    /// A master.cf entry: counts for the processes of that service.
    case service
  }

  package let kind: Kind
  /// The daemon's word: `protocol`, `namespace`, `service`.
  package let word: String
  /// What stands behind it; empty for sections without a name.
  package let name: String

  package init(_ kind: Kind, _ word: String, _ name: String) {
    self.kind = kind
    self.word = word
    self.name = name
  }

  package var description: String { name.isEmpty ? word : "\(word) \(name)" }
}

/// The conditions under which an assignment counts, outermost first, in the order in which they are written.
package struct Scope: Sendable {
  package let parent: ScopeID?
  /// Nil for the global scope only.
  package let condition: ScopeCondition?
  /// How many scopes were opened before this one for the first time.
  package let openingOrder: Int
}
