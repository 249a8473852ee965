internal import ServerTree
internal import SourceText

/// `hash:/etc/postfix/virtual` without `virtual.db`: a table whose files are not what the value needs.
struct TableFileProblem {
  private let reference: TableReference
  private let path: TreePath
  private let state: IndexState

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
  }

  func diagnostic(at span: SourceSpan) -> Diagnostic {
    let run = "postmap \(reference.type):\(path)"
    switch state {
    case .stale(let index):
      return Diagnostic(
        .warning, code: "postfix.stale-index", "\(path) was changed after \(index) was made of it.", at: .span(span),
        nextStep: "Run \(run).")
    case .ofOtherType(let wanted, let found):
      return Diagnostic(
        .warning, code: "postfix.missing-table", "\(wanted) is not there, but \(found) is: an index of another type.",
        at: .span(span), nextStep: "Run \(run), or name the other type here.")
    default:
      return Diagnostic(
        .warning, code: "postfix.missing-table", "The table \(reference.text) is not there: \(path).", at: .span(span),
        nextStep: reference.isIndexed ? "Run \(run)." : "Create the file, or correct its name.")
    }
  }
}
