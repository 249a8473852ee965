package import SourceText

/// `ssl = required`, wherever it stands: one candidate for the value of one setting.
package struct Assignment: Sendable {
  package enum Operation: Hashable, Sendable {
    case set
    /// Adds an element to a list, or sets one key of it (`mail_plugins { sieve = yes }`).
    case add
    case remove
    /// Empties a list (`protocols =` in Dovecot 2.4).
    case clear
  }

  package enum Origin: Sendable {
    /// The whole of the assignment; lines are told by its first byte.
    case file(SourceSpan, InclusionID)
    /// A built-in default of the assumed version; `condition` names what else it depends on (`compatibility_level < 1`).
    case builtInDefault(condition: String?)
    /// `-o name=value` of a master.cf entry.
    case serviceOption(SourceSpan, InclusionID)
    /// Follows from other assignments by a rule that is told in words.
    case derived(from: [AssignmentID], rule: String)

    package var span: SourceSpan? {
      switch self {
      case .file(let span, _), .serviceOption(let span, _): span
      case .builtInDefault, .derived: nil
      }
    }
  }

  package let setting: SettingID
  package let scope: ScopeID
  package let operation: Operation
  package let value: SettingValue
  /// The value as it is written, where it stands in a file: what an edit of the value replaces.
  package let valueSpan: SourceSpan?
  package let origin: Origin

  package init(
    setting: SettingID, scope: ScopeID, operation: Operation = .set, value: SettingValue,
    valueSpan: SourceSpan?, origin: Origin
  ) {
    self.setting = setting
    self.scope = scope
    self.operation = operation
    self.value = value
    self.valueSpan = valueSpan
    self.origin = origin
  }
}

/// The value that a daemon reads, before any expansion; it keeps to itself whether it is a secret.
///
/// Most values are exactly bytes of a file and hold no copy of them.
package struct SettingValue: Sendable {
  private enum Storage: Sendable {
    case source(SourceSpan)
    case bytes([UInt8])
  }

  private let storage: Storage
  package let isSecret: Bool

  package init(_ span: SourceSpan, isSecret: Bool = false) {
    storage = .source(span)
    self.isSecret = isSecret
  }

  package init(_ bytes: [UInt8], isSecret: Bool = false) {
    storage = .bytes(bytes)
    self.isSecret = isSecret
  }

  /// The bytes themselves. Only comparison, expansion and a patch may ask; what is shown goes through `shown(in:)`.
  package func revealed(in files: SourceFiles) -> ArraySlice<UInt8> {
    switch storage {
    case .source(let span): files.bytes(of: span)
    case .bytes(let bytes): bytes[...]
    }
  }

  /// The value for a reader: a secret is `(hidden)` unless `showingSecrets`.
  package func shown(in files: SourceFiles, showingSecrets: Bool = false) -> String {
    if isSecret && !showingSecrets { return Self.placeholder }
    return revealed(in: files).text
  }

  package static let placeholder = "(hidden)"
}

/// One opening of one file, and the line that opened it; following `parent` gives the include chain.
package struct Inclusion: Sendable {
  package let file: FileID
  package let parent: InclusionID?
  /// The `!include` line in the parent's file; nil for the main file.
  package let directive: SourceSpan?

  package init(file: FileID, parent: InclusionID?, directive: SourceSpan?) {
    self.file = file
    self.parent = parent
    self.directive = directive
  }
}
