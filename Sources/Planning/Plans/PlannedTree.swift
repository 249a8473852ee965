package import ServerTree
package import SourceText

/// The files of a tree as they will be: what a patch shows and a writer writes.
package struct PlannedTree: Sendable {
  package struct File: Sendable, Equatable {
    /// Links followed, inside the root.
    package let path: TreePath
    /// Empty where the file is not there yet.
    package let before: [UInt8]
    package let after: [UInt8]
    /// Of a file that is to be made: the one that it gets its owner and permissions from.
    package let like: TreePath?

    package var unifiedDiff: UnifiedDiff { diff(from: before, to: after) }

    func diff(from before: [UInt8], to after: [UInt8]) -> UnifiedDiff {
      UnifiedDiff(
        from: before, to: after, oldPath: like == nil ? "a\(path)" : UnifiedDiff.absentPath, newPath: "b\(path)")
    }
  }

  /// Only files that really change, in byte order of their paths.
  package let files: [File]

  /// - Parameters:
  ///   - contents: the new bytes, by path with links followed.
  ///   - made: the files among them that are not in the tree, each with the one that it is made like.
  /// - Throws: `PlanError.stale` where a file cannot be read, or one that was to be made is there.
  init(
    _ contents: [TreePath: [UInt8]], making made: [TreePath: TreePath], in tree: ServerTree
  ) throws(PlanError) {
    var files: [File] = []
    for path in contents.keys.sorted(by: { $0.bytes.lexicographicallyPrecedes($1.bytes) }) {
      let before = try Self.bytes(at: path, making: made, in: tree)
      let after = contents[path] ?? []
      if after != before || made[path] != nil {
        files.append(File(path: path, before: before, after: after, like: made[path]))
      }
    }
    self.files = files
  }

  /// Applies edits of the files as they are in `tree`.
  ///
  /// - Throws: `PlanError` where an edit does not fit the bytes that stand there, or two overlap.
  init(
    edits changes: [PlannedChange], making made: [TreePath: TreePath], in tree: ServerTree
  ) throws(PlanError) {
    var editsOfPath: [TreePath: [(changeID: String, edit: PlannedEdit)]] = [:]
    for change in changes {
      for edit in change.edits { editsOfPath[TreePath(edit.path), default: []].append((change.id, edit)) }
    }
    var contents: [TreePath: [UInt8]] = [:]
    for (path, edits) in editsOfPath {
      let before = try Self.bytes(at: path, making: made, in: tree)
      for (id, edit) in edits where !Self.fits(edit, before) {
        throw .altered(changeID: id, path: path.description)
      }
      do throws(TextEditError) {
        contents[path] = try Self.united(edits.map(\.edit)).applied(to: before)
      } catch {
        throw .overlapping(path: path.description)
      }
    }
    try self.init(contents, making: made.filter { contents[$0.key] != nil }, in: tree)
  }

  private static func bytes(
    at path: TreePath, making made: [TreePath: TreePath], in tree: ServerTree
  ) throws(PlanError) -> [UInt8] {
    if made[path] != nil {
      guard !tree.exists(path) else { throw .stale(["\(path) (it is there by now)"]) }
      return []
    }
    do throws(TreeError) { return try tree.read(path).bytes } catch { throw .stale([path.description]) }
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

  package var contents: [TreePath: [UInt8]] {
    Dictionary(uniqueKeysWithValues: files.map { ($0.path, $0.after) })
  }

  /// One unified diff over all files, relative to the root: `patch -p1 -d ROOT` and `git apply` take it.
  package var unifiedDiff: [UInt8] {
    var output: [UInt8] = []
    for file in files { file.unifiedDiff.write(to: &output) }
    return output
  }
}
