/// Why a candidate lost: the closed vocabulary of the graph.
///
/// The word of a case is part of the output contract (`"reason"` in `why --format json`) and never changes.
package enum Reason: Hashable, Sendable {
  /// The same scope assigns again further on in reading order, and the last assignment counts.
  case laterInSameScope
  /// The winner's scope is more specific (Dovecot 2.3), or a filter against the global value.
  case moreSpecificScope
  /// The winner's block was opened later (Dovecot 2.4).
  case openedLater
  /// An `-o` option of the master.cf entry replaces the parameter for that service.
  case serviceOption
  /// The scope does not match the facts of the question.
  case scopeDoesNotMatch
  /// Nothing known says whether the scope matches; the missing fact is named.
  case scopeUnknown(missingFact: String)
  /// An explicit assignment stands against a built-in default.
  case builtInDefault
  /// An assignment of a group (Dovecot 2.4) never overrides an explicit one of the same scope.
  case groupLosesToExplicit
  /// Two scopes that can match together both set it: Dovecot 2.3 refuses the connection.
  case conflict
  /// The line stands in a comment.
  case commentedOut
  case notIncluded
  case serviceDisabled
  case unknownName
  case obsoleteName(new: String)
  case swallowedByContinuation
  case lostByCommentInContinuation
  case readByAnotherProcess
  case mapNotRebuilt
  case notReloaded
  case madeMoot(by: String)

  package var word: String {
    switch self {
    case .laterInSameScope: "laterInSameScope"
    case .moreSpecificScope: "moreSpecificScope"
    case .openedLater: "openedLater"
    case .serviceOption: "serviceOption"
    case .scopeDoesNotMatch: "scopeDoesNotMatch"
    case .scopeUnknown: "scopeUnknown"
    case .builtInDefault: "builtInDefault"
    case .groupLosesToExplicit: "groupLosesToExplicit"
    case .conflict: "conflict"
    case .commentedOut: "commentedOut"
    case .notIncluded: "notIncluded"
    case .serviceDisabled: "serviceDisabled"
    case .unknownName: "unknownName"
    case .obsoleteName: "obsoleteName"
    case .swallowedByContinuation: "swallowedByContinuation"
    case .lostByCommentInContinuation: "lostByCommentInContinuation"
    case .readByAnotherProcess: "readByAnotherProcess"
    case .mapNotRebuilt: "mapNotRebuilt"
    case .notReloaded: "notReloaded"
    case .madeMoot: "madeMoot"
    }
  }

  /// One sentence for the administrator.
  package var explanation: String {
    switch self {
    case .laterInSameScope: "A later assignment in the same scope wins."
    case .moreSpecificScope: "An assignment in a more specific scope wins."
    case .openedLater: "A block that was opened later wins; how specific a block is does not count."
    case .serviceOption: "An -o option of this service in master.cf replaces the parameter."
    case .scopeDoesNotMatch: "Its scope does not match the connection that was asked about."
    case .scopeUnknown(let fact): "Whether its scope matches depends on a fact that was not given: \(fact)."
    case .builtInDefault: "An explicit assignment wins over the built-in default."
    case .groupLosesToExplicit: "A setting from a group never overrides one written in the same scope."
    case .conflict: "Two filters that match together both set it; the daemon refuses such a connection."
    case .commentedOut: "The line is a comment."
    case .notIncluded: "No include reads the file that it stands in."
    case .serviceDisabled: "The service that would read it is disabled."
    case .unknownName: "The daemon does not know the name."
    case .obsoleteName(let new): "The name is obsolete; \(new) is read instead."
    case .swallowedByContinuation: "Leading white space makes the line a part of the value above it."
    case .lostByCommentInContinuation:
      "A comment or an empty line inside a continued value discards what stood before it."
    case .readByAnotherProcess: "Another process reads this parameter, and not with this option."
    case .mapNotRebuilt: "The table's index is older than its source."
    case .notReloaded: "The running daemon has not read the file since it was changed."
    case .madeMoot(let cause): "It has no effect because of \(cause)."
    }
  }

  /// What to do about it, as a rule; a `why` adds the file and line.
  package var nextStep: String {
    switch self {
    case .laterInSameScope: "Change the assignment that wins, or move this one below it."
    case .moreSpecificScope: "Change the value in the more specific scope, or remove it there."
    case .openedLater: "Change the value in the block opened last, or move that block up."
    case .serviceOption: "Change the -o option in master.cf, or remove it."
    case .scopeDoesNotMatch: "Ask again with the facts of the connection you mean, or write it in a scope that matches."
    case .scopeUnknown(let fact): "Ask again and give \(fact)."
    case .builtInDefault: "Nothing to do: the default only counts where nothing is written."
    case .groupLosesToExplicit: "Remove the explicit assignment, or change it."
    case .conflict: "Keep the setting in one of the two filters only."
    case .commentedOut: "Remove the comment sign and write the value you want."
    case .notIncluded: "Include the file, or move the assignment to a file that is read."
    case .serviceDisabled: "Enable the service."
    case .unknownName: "Correct the name."
    case .obsoleteName(let new): "Write \(new)."
    case .swallowedByContinuation: "Remove the white space at the start of the line."
    case .lostByCommentInContinuation: "Move the comment out of the continued value."
    case .readByAnotherProcess: "Set it in main.cf."
    case .mapNotRebuilt: "Rebuild the table's index."
    case .notReloaded: "Reload the daemon."
    case .madeMoot(let cause): "Change \(cause) first."
    }
  }
}
