package import ServerTree
package import SourceText

/// `hash:/etc/postfix/virtual` without `virtual.db`: a table whose files are not what the value needs.
package struct TableFileProblem {
  private let reference: TableReference
  private let path: TreePath
  private let state: IndexState
  private let hasSource: Bool

  /// Nil where nothing is wrong, or nothing can be known.
  init?(_ reference: TableReference, _ path: TreePath, _ tree: ServerTree) {
    if reference.isIndexed {
      state = IndexState(of: reference, in: tree)
    } else {
      do throws(TreeError) {
        _ = try tree.entry(at: path)
        return nil
      } catch {
        state = error.isAbsent ? .missing(index: path) : .unknown(error)
      }
    }
    switch state {
    case .current, .unknown, .sourceMissing: return nil
    case .stale, .missing, .ofOtherType: break
    }
    self.reference = reference
    self.path = path
    hasSource = tree.exists(path)
  }

  /// What is wrong with the files of a table as it is named: also inside `unionmap:{…}`.
  package static func all(in table: [UInt8], _ tree: ServerTree) -> [Diagnostic] {
    TableReference.all(in: table[...]).compactMap { reference in
      guard reference.isIndexed, let path = reference.path else { return nil }
      return TableFileProblem(reference, TreePath(path), tree)?.diagnostic(at: .none)
    }
  }

  func diagnostic(at place: Diagnostic.Place) -> Diagnostic {
    let run = "postmap \(reference.type):\(path)"
    switch state {
    case .stale(let index):
      return Diagnostic(
        .warning, code: "postfix.stale-index", "\(path) was changed after \(index) was made of it.", at: place,
        nextStep: "Run \(run).", daemonMessage: "database \(index) is older than source file \(path)")
    case .ofOtherType(let wanted, let found):
      return Diagnostic(
        .warning, code: "postfix.missing-table", "\(wanted) is not there, but \(found) is: an index of another type.",
        at: place, nextStep: "Run \(run), or name the other type here.", daemonMessage: Self.words(wanted))
    case .missing(let file) where reference.isIndexed && hasSource:
      return Diagnostic(
        .warning, code: "postfix.missing-table", "\(path) has no index: the programs look for \(file).", at: place,
        nextStep: "Run \(run).", daemonMessage: Self.words(file))
    default:
      return Diagnostic(
        .warning, code: "postfix.missing-table", "The table \(reference.text) is not there: \(path).", at: place,
        nextStep: reference.isIndexed ? "Run \(run)." : "Create the file, or correct its name.")
    }
  }

  /// What a program says when it opens the table (3.5.25 to 3.11.7, run).
  private static func words(_ index: TreePath) -> String { "open database \(index): No such file or directory" }
}
