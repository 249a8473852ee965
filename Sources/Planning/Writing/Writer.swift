internal import ServerTree
internal import SourceText

/// Writes the accepted changes of plans into a tree, and takes them back.
///
/// After a crash at any point the tree is wholly old or wholly new, or the next `apply` or `undo` makes it so. What is
/// promised rests on three things: nothing is touched before the old files and the way back are on the disk; a file is
/// replaced in one step by a complete one; and each step is in the journal before it is taken.
package struct Writer: Sendable {
  let root: WritableRoot
  private let stateRoot: WritableRoot
  private let statePlace: TreePath

  /// - Parameters:
  ///   - state: a directory of this machine in place of `/var/lib/dovetrail` inside the root.
  package init(root path: String, state: String? = nil) throws(WriterError) {
    root = try WritableRoot(path)
    if let state {
      stateRoot = try WritableRoot("/")
      statePlace = TreePath(state)
    } else {
      stateRoot = root
      statePlace = RunStore.usualPlace
    }
  }

  func makeStore() throws(WriterError) -> RunStore { try RunStore(making: statePlace, in: stateRoot) }
  func existingStore() throws(WriterError) -> RunStore? { try RunStore(existing: statePlace, in: stateRoot) }
}

/// What was written, for whoever asked for it.
package struct AppliedRun: Sendable, Equatable {
  package struct File: Sendable, Equatable {
    /// Links followed, inside the root.
    package let path: String
    /// Where its old bytes are; nil for a file that was made.
    package let backup: String?
  }

  package struct Link: Sendable, Equatable {
    package let path: String
    package let target: String
  }

  package let run: String
  package let files: [File]
  /// Paths that the daemons open and that lead to a written file by a symbolic link.
  package let links: [Link]
  package let recovered: [RecoveredRun]
  /// The plan was in place already, by this run.
  package let wasApplied: Bool
}

/// A run that a crash had interrupted, and what became of it.
package struct RecoveredRun: Sendable, Equatable {
  package enum Outcome: String, Sendable {
    /// The tree is as it was before that run.
    case rolledBack = "rolled-back"
    /// Everything was written already.
    case completed
    /// An undo was interrupted, and is done now.
    case undone
  }

  package let run: String
  package let outcome: Outcome
}

/// What the daemon says about a configuration, before it is put in place or afterwards.
package struct DaemonCheck: Sendable {
  /// The daemon's complaint about the planned files; nil where it has none.
  let planned: @Sendable (PlannedTree) -> String?
  let applied: @Sendable () -> String?

  package init(
    planned: @escaping @Sendable (PlannedTree) -> String?, applied: @escaping @Sendable () -> String?
  ) {
    self.planned = planned
    self.applied = applied
  }
}
