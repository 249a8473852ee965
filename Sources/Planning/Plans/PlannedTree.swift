package import ServerTree
internal import SourceText

/// The files of a tree with the edits of some changes applied: what a patch shows and a writer writes.
package struct PlannedTree: Sendable {
  package struct File: Sendable, Equatable {
    /// Links followed, inside the root.
    package let path: TreePath
    package let before: [UInt8]
    package let after: [UInt8]
  }

  /// Only files that really change, in byte order of their paths.
  package let files: [File]

  /// Applies the edits of `changes` to the files as they are in `tree`.
  ///
  /// - Throws: `PlanError` where an edit does not fit the bytes that stand there, or two overlap.
  package init(_ changes: [PlannedChange], in tree: ServerTree) throws(PlanError) {
    var editsOfPath: [String: [(changeID: String, edit: PlannedEdit)]] = [:]
    for change in changes {
      for edit in change.edits { editsOfPath[edit.path, default: []].append((change.id, edit)) }
    }
    var files: [File] = []
    for path in editsOfPath.keys.sorted(by: { $0.utf8.lexicographicallyPrecedes($1.utf8) }) {
      let file: TreeFile
      do throws(TreeError) { file = try tree.read(TreePath(path)) } catch { throw .stale([path]) }
      let edits = editsOfPath[path] ?? []
      for (id, edit) in edits where !Self.fits(edit, file.bytes) { throw .altered(changeID: id, path: path) }
      let after: [UInt8]
      do throws(TextEditError) {
        after = try Self.united(edits.map(\.edit)).applied(to: file.bytes)
      } catch {
        throw .overlapping(path: path)
      }
      if after != file.bytes { files.append(File(path: TreePath(path), before: file.bytes, after: after)) }
    }
    self.files = files
  }

  /// Two changes that each take an element out of one line also take a separator, and may mean the same one: where
  /// deletions overlap, what any of them deletes goes.
  private static func united(_ edits: [PlannedEdit]) -> [TextEdit] {
    var united: [TextEdit] = []
    for edit in edits.sorted(by: { $0.offset < $1.offset }) {
      let range = edit.offset..<(edit.offset + edit.removed.count)
      if let last = united.last, last.replacement.isEmpty, edit.inserted.isEmpty, last.range.overlaps(range) {
        united[united.count - 1] = TextEdit(
          last.range.lowerBound..<max(last.range.upperBound, range.upperBound), with: [])
      } else {
        united.append(TextEdit(range, with: edit.inserted))
      }
    }
    return united
  }

  private static func fits(_ edit: PlannedEdit, _ bytes: [UInt8]) -> Bool {
    guard edit.offset >= 0, edit.offset <= bytes.count, edit.removed.count <= bytes.count - edit.offset else {
      return false
    }
    return bytes[edit.offset..<(edit.offset + edit.removed.count)].elementsEqual(edit.removed)
  }

  /// The tree as it would be, for reading it again.
  package func overlay(on tree: ServerTree) -> ServerTree {
    tree.overlaying(contents)
  }

  package var contents: [TreePath: [UInt8]] {
    Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.after) })
  }

  /// One unified diff over all files, relative to the root: `patch -p1 -d ROOT` and `git apply` take it.
  package var unifiedDiff: [UInt8] {
    var output: [UInt8] = []
    for file in files {
      UnifiedDiff(
        from: file.before, to: file.after, oldPath: "a\(file.path)", newPath: "b\(file.path)"
      ).write(to: &output)
    }
    return output
  }
}

extension Plan {
  /// Compares every input with the tree.
  ///
  /// - Throws: `PlanError.stale` with every file that is not as it was.
  package func requireFresh(in tree: ServerTree) throws(PlanError) {
    var changed: [String] = []
    for input in inputs {
      do throws(TreeError) {
        let file = try tree.read(TreePath(input.path))
        if file.bytes.count != input.byteCount || Digest(of: file.bytes).description != input.sha256 {
          changed.append(input.path)
        }
      } catch {
        changed.append("\(input.path) (\(error.reason))")
      }
    }
    if !changed.isEmpty { throw .stale(changed) }
  }

  /// The accepted changes as they apply to the tree.
  ///
  /// - Throws: `PlanError` where the plan is stale or nothing is accepted.
  package func acceptedTree(in tree: ServerTree) throws(PlanError) -> PlannedTree {
    try requireFresh(in: tree)
    let accepted = changes(with: .accepted)
    guard !accepted.isEmpty else {
      throw .nothingAccepted(
        undecided: changes(with: .undecided).map(\.id), rejected: changes(with: .rejected).map(\.id))
    }
    for change in accepted {
      let missing = change.needs.filter { needed in !accepted.contains { $0.id == needed } }
      if !missing.isEmpty { throw .needsOthers(changeID: change.id, missing) }
    }
    return try PlannedTree(accepted, in: tree)
  }
}
