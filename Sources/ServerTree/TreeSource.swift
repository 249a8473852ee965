/// What stands behind a tree: a directory, or files in memory.
///
/// Paths arrive as lists of components without `.` and `..` in them; symbolic links are not followed here but told,
/// so that `ServerTree` alone decides where a link may lead.
protocol TreeSource: Sendable {
  func entry(at components: [ArraySlice<UInt8>]) throws(TreeError) -> TreeEntry
  func contents(at components: [ArraySlice<UInt8>], limit: Int) throws(TreeError) -> [UInt8]
  func names(at components: [ArraySlice<UInt8>]) throws(TreeError) -> [[UInt8]]
  /// Owner and rights of a directory; nil where the tree has none, or it may not be looked at.
  func directoryStatus(at components: [ArraySlice<UInt8>]) -> FileStatus?

  /// The regular file at a path whose directory is known, by this very spelling, to be one that no link leads to. Nil
  /// says nothing: the path has to be walked.
  func knownFile(at path: TreePath, limit: Int) -> (bytes: [UInt8], status: FileStatus)?
  /// The same for what stands there, a link excepted.
  func knownEntry(at path: TreePath) -> Result<TreeEntry, TreeError>?
}

extension TreeSource {
  func directoryStatus(at components: [ArraySlice<UInt8>]) -> FileStatus? { nil }
  func knownFile(at path: TreePath, limit: Int) -> (bytes: [UInt8], status: FileStatus)? { nil }
  func knownEntry(at path: TreePath) -> Result<TreeEntry, TreeError>? { nil }
}

/// What a name in the tree stands for.
package enum TreeEntry: Equatable, Sendable {
  case file(FileStatus)
  case directory
  /// The text of the link, as stored.
  case link([UInt8])
  case other
}

/// The facts of a file that a plan or a diagnosis needs.
package struct FileStatus: Equatable, Sendable {
  package let size: Int
  /// Permission bits, `0o644`.
  package let mode: UInt32
  package let owner: UInt32
  package let group: UInt32
  package let linkCount: Int
  /// Seconds and nanoseconds since 1970.
  package let modified: (seconds: Int, nanoseconds: Int)

  package init(
    size: Int, mode: UInt32 = 0o644, owner: UInt32 = 0, group: UInt32 = 0, linkCount: Int = 1,
    modified: (seconds: Int, nanoseconds: Int) = (0, 0)
  ) {
    self.size = size
    self.mode = mode
    self.owner = owner
    self.group = group
    self.linkCount = linkCount
    self.modified = modified
  }

  package static func == (a: FileStatus, b: FileStatus) -> Bool {
    a.size == b.size && a.mode == b.mode && a.owner == b.owner && a.group == b.group
      && a.linkCount == b.linkCount && a.modified == b.modified
  }
}
