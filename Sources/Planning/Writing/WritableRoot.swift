internal import ServerTree
internal import SourceText

/// The root of a tree, opened for changing what is in it.
struct WritableRoot: Sendable {
  let tree: ServerTree
  private let directory: OpenFile

  init(_ path: String) throws(WriterError) {
    directory = try OpenFile.root(path)
    do throws(TreeError) { tree = try ServerTree(root: path) } catch { throw .noTree }
  }

  /// The file that a path means, links followed inside the root.
  func resolvedPath(of path: TreePath) throws(WriterError) -> TreePath {
    do throws(TreeError) {
      return try tree.resolvedPath(of: path)
    } catch {
      throw .plan(.stale(["\(path) (\(error.reason))"]))
    }
  }

  /// The directory in which a resolved path stands, opened component by component without following a link.
  func parent(of path: TreePath) throws(WriterError) -> OpenFile {
    try walk(path.directoryPart.split(separator: ASCII.slash))
  }

  private func walk(_ components: [ArraySlice<UInt8>]) throws(WriterError) -> OpenFile {
    var current = directory
    for component in components {
      do throws(WriterError) {
        current = try current.directory(Array(component))
      } catch  where error.isLinkInTheWay {
        throw .linkOnTheWay(path: current.path + "/" + component.text)
      }
    }
    return current
  }

  /// A directory that is there, links followed; nil where it is not.
  func existingDirectory(_ path: TreePath) throws(WriterError) -> OpenFile? {
    guard let resolved = try? tree.resolvedPath(of: path) else { return nil }
    return try walk(resolved.bytes.split(separator: ASCII.slash))
  }

  /// A directory, made with those above it where they are not there. The last one is for its owner alone.
  func makeDirectory(_ path: TreePath) throws(WriterError) -> OpenFile {
    var missing: [ArraySlice<UInt8>] = []
    var existing = path.bytes.split(separator: ASCII.slash)
    while true {
      if let found = try existingDirectory(TreePath(existing.flatMap { [ASCII.slash] + $0 } + [ASCII.slash])) {
        return try Self.make(missing.reversed(), in: found)
      }
      guard let last = existing.popLast() else { return directory }
      missing.append(last)
    }
  }

  private static func make(_ names: [ArraySlice<UInt8>], in directory: OpenFile) throws(WriterError) -> OpenFile {
    var current = directory
    for (index, name) in names.enumerated() {
      do throws(WriterError) {
        try current.makeDirectory(Array(name), mode: index < names.count - 1 ? 0o755 : 0o700)
      } catch  where error.isAlreadyThere {
        // Another one that began at the same time.
      }
      try current.sync()
      current = try current.directory(Array(name))
    }
    return current
  }
}
