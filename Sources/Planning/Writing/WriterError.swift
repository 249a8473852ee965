/// Why a plan was not applied, or a run not undone.
package indirect enum WriterError: Error, Equatable, Sendable {
  /// What the operating system was asked for.
  package enum Operation: String, Sendable {
    case open = "opened"
    case create = "created"
    case read = "read"
    case write = "written"
    case sync = "written to the disk"
    case replace = "replaced"
    case remove = "removed"
    case lock = "locked"
    case setOwner = "given its owner"
    case setMode = "given its permissions"
    case setTime = "given its time"
    case readAttributes = "asked for its extended attributes"
    case setAttribute = "given its extended attributes"
  }

  /// How a caller has to answer.
  package enum Kind: Sendable { case refused, refusedByDaemon, unknownRun, inputOutput }

  case plan(PlanError)
  case noTree
  /// A directory on the way to a file is a symbolic link now, which it was not when the path was resolved.
  case linkOnTheWay(path: String)
  case notRegularFile(path: String)
  /// The other names would keep the old contents.
  case hardLinked(path: String, count: Int)
  /// Two paths of the plan lead to one file.
  case writtenTwice(path: String)
  /// Somebody else wrote to the file, or put another one in its place, while it was being replaced.
  case changed(path: String)
  /// Something stands by now at the name of a file that was to be made.
  case appeared(path: String)
  /// Owner, permissions, ACL or an attribute that the new file would not have.
  case cannotKeep(path: String, what: String, reason: String)
  case busy(lock: String)
  /// The state directory can be written by others, who could make us restore what they like.
  case unsafeState(path: String)
  case refusedByDaemon(complaint: String, applied: Bool)
  case noSuchRun(name: String, known: [String])
  /// Files that were changed since the run.
  case changedSince(paths: [String], run: String, backups: [String])
  case damagedRun(path: String, reason: String)
  case system(Operation, path: String, code: Int32)
  /// The cause, and why the tree could not be put back now; the next run will do it.
  case notPutBack(cause: WriterError, obstacle: WriterError, run: String)
  /// Everything is as it was wanted; only what the run kept beside the files could not be removed.
  case leftBehind(WriterError, run: String)

  package var kind: Kind {
    switch self {
    case .system, .notPutBack, .leftBehind, .damagedRun, .noTree: .inputOutput
    case .refusedByDaemon: .refusedByDaemon
    case .noSuchRun: .unknownRun
    default: .refused
    }
  }

  package var message: String {
    switch self {
    case .plan(let error): error.message
    case .noTree: "This tree is no directory; nothing can be written to it."
    case .linkOnTheWay(let path): "\(path) is a symbolic link now; it is not followed."
    case .notRegularFile(let path): "\(path) is not a regular file."
    case .hardLinked(let path, let count):
      "\(path) has \(count) hard links; replacing it would leave the old contents under its other names."
    case .writtenTwice(let path): "Two paths of the plan lead to \(path)."
    case .changed(let path): "\(path) was changed by somebody else just now."
    case .appeared(let path): "\(path) was not there when the plan was made, and is now."
    case .cannotKeep(let path, let what, let reason): "\(path) would lose \(what): \(reason)."
    case .busy(let lock): "Another dovetrail is writing (it holds \(lock))."
    case .unsafeState(let path): "\(path) belongs to another user, or others may write to it."
    case .refusedByDaemon(let complaint, let applied):
      "The daemon refuses the \(applied ? "new" : "planned") configuration: \(complaint)"
    case .noSuchRun(let name, _): "There is no run '\(name)'."
    case .changedSince(let paths, let run, _): "Changed since run \(run): \(paths.joined(separator: ", "))."
    case .damagedRun(let path, let reason): "\(path) is damaged: \(reason)."
    case .system(let operation, let path, let code):
      "\(path) cannot be \(operation.rawValue): \(systemReason(code))."
    case .notPutBack(let cause, let obstacle, let run):
      "\(cause.message) And run \(run) could not be put back: \(obstacle.message)"
    case .leftBehind(let error, _): "The files are in place, but tidying up failed: \(error.message)"
    }
  }

  package var nextStep: String {
    switch self {
    case .plan(let error): error.nextStep
    case .noTree: "Give a directory with --root."
    case .linkOnTheWay: "Make the plan again; if nobody should have put a link there, find out who did."
    case .notRegularFile: "Replace it by a regular file, then make the plan again."
    case .hardLinked(let path, _):
      "Break the link (cp -a \(path) \(path).new && mv \(path).new \(path)), or use `dovetrail patch`."
    case .writtenTwice: "Make the plan again."
    case .changed: "Nothing was left changed. See what else writes there, then make the plan again."
    case .appeared: "Nothing was changed. See whose file it is, then make the plan again."
    case .cannotKeep: "Nothing was changed. Run as a user who may set it, or use `dovetrail patch`."
    case .busy: "Wait until it is done, then try again."
    case .unsafeState(let path): "chown root \(path) && chmod go-w \(path), or choose another with --state."
    case .refusedByDaemon(_, let applied):
      applied ? "Everything was put back. Correct the plan." : "Nothing was changed. Correct the plan."
    case .noSuchRun(_, let known):
      known.isEmpty ? "Nothing was applied yet." : "There are: \(known.joined(separator: ", "))."
    case .changedSince(_, _, let backups):
      "Nothing was restored. "
        + (backups.isEmpty
          ? "Remove by hand what is not wanted."
          : "Compare with the old contents (\(backups.joined(separator: ", "))) and undo by hand.")
    case .damagedRun: "Compare the files with the backups beside it, then move that directory away."
    case .system(_, _, let code): Self.nextStep(code)
    case .notPutBack(_, let obstacle, let run): "\(obstacle.nextStep) Then run `dovetrail undo \(run)`."
    case .leftBehind: "The next apply or undo removes what is left."
    }
  }
}
