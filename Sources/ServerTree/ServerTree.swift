internal import SourceText

/// One file of a tree, as it was read.
package struct TreeFile: Sendable {
  package let bytes: [UInt8]
  package let status: FileStatus
  /// The path without symbolic links, `.` and `..`: two paths of one file have the same.
  package let resolvedPath: TreePath
}

/// A root that stands for `/`: a live system, a copy of one, or files in memory.
///
/// Absolute paths and absolute symbolic links are resolved inside it, `..` stops at it, and nothing outside is read.
/// Planned edits can be laid over it, so that a plan is checked with the very code that reads a server.
package struct ServerTree: Sendable {
  let source: any TreeSource
  /// Contents that stand in place of files, by resolved path.
  private var overlay: [TreePath: [UInt8]] = [:]
  /// The root itself as it was given, for messages; nil for a tree in memory.
  package let rootPath: String?

  /// A file of this size or more is refused: nobody's configuration, and offsets are 32 bits wide.
  package static let maximumFileSize = 1 << 30
  /// As many as Linux follows in one path.
  private static let maximumLinks = 40
  /// As many bytes as Linux takes in one path.
  private static let maximumPathLength = 4096

  /// - Throws: `TreeError` where `path` is not a directory.
  package init(root path: String) throws(TreeError) {
    source = try DirectorySource(path: path)
    rootPath = path
  }

  package init(
    files: [(path: String, bytes: [UInt8])], links: [(path: String, target: String)] = [],
    unreadable: [String] = []
  ) {
    source = MemorySource(files: files, links: links, unreadable: unreadable)
    rootPath = nil
  }

  /// Whether the tree is the running system itself.
  package var isLiveSystem: Bool { rootPath == "/" }

  // MARK: - Reading

  package func read(_ path: TreePath) throws(TreeError) -> TreeFile {
    if overlay.isEmpty, let found = source.knownFile(at: path, limit: Self.maximumFileSize) {
      return TreeFile(bytes: found.bytes, status: found.status, resolvedPath: path)
    }
    let (components, entry) = try resolve(path)
    let resolvedPath = Self.path(of: components)
    if let planned = overlay[resolvedPath] {
      var status = FileStatus(size: planned.count)
      if case .file(let kept) = entry {
        status = FileStatus(
          size: planned.count, mode: kept.mode, owner: kept.owner, group: kept.group, linkCount: kept.linkCount,
          modified: kept.modified)
      }
      return TreeFile(bytes: planned, status: status, resolvedPath: resolvedPath)
    }
    switch entry {
    case .file(let status):
      let bytes = try source.contents(at: components, limit: Self.maximumFileSize)
      return TreeFile(bytes: bytes, status: status, resolvedPath: resolvedPath)
    case .directory: throw .isDirectory
    case .link, .other: throw .notRegularFile
    }
  }

  /// What stands at `path`, links followed.
  package func entry(at path: TreePath) throws(TreeError) -> TreeEntry {
    if overlay.isEmpty, let known = source.knownEntry(at: path) { return try known.get() }
    return try resolve(path).entry
  }

  package func resolvedPath(of path: TreePath) throws(TreeError) -> TreePath {
    Self.path(of: try resolve(path).components)
  }

  /// The names in a directory in byte order, without `.` and `..`.
  package func names(in directory: TreePath) throws(TreeError) -> [[UInt8]] {
    let (components, entry) = try resolve(directory)
    guard entry == .directory else { throw .notDirectory }
    var names = try source.names(at: components)
    if !overlay.isEmpty {
      let prefix = Self.path(of: components).appending([])
      let planned = overlay.keys.filter { $0.directoryPart == prefix.bytes[...] }.map { Array($0.lastComponent) }
      names = Array(Set(names).union(planned))
    }
    return names.filter { $0 != [ASCII.dot] && $0 != [ASCII.dot, ASCII.dot] }
      .sorted { $0.lexicographicallyPrecedes($1) }
  }

  /// Whether a name exists as `lstat` sees it: a symbolic link exists even where it leads nowhere.
  package func exists(_ path: TreePath) -> Bool {
    do throws(TreeError) {
      _ = try resolve(path, followingLast: false)
      return true
    } catch {
      return false
    }
  }

  // MARK: - Planned edits

  /// The same tree with `bytes` in place of the file at each path (links followed), or as a new file in a directory
  /// that exists.
  package func overlaying(_ planned: [TreePath: [UInt8]]) -> ServerTree {
    var copy = self
    for (path, bytes) in planned {
      copy.overlay[placeOfPlannedFile(path)] = bytes
    }
    return copy
  }

  /// Where a file at `path` is or would be, without symbolic links.
  private func placeOfPlannedFile(_ path: TreePath) -> TreePath {
    if let existing = try? resolvedPath(of: path) { return existing }
    guard let directory = try? resolvedPath(of: TreePath(path.directoryPart)) else { return path }
    return directory.appending(path.lastComponent)
  }

  // MARK: - Walking

  /// Walks `path` from the root, following links inside it.
  private func resolve(
    _ path: TreePath, followingLast: Bool = true
  ) throws(TreeError) -> (components: [ArraySlice<UInt8>], entry: TreeEntry) {
    guard path.bytes.count < Self.maximumPathLength else { throw .nameTooLong }
    guard !path.bytes.isEmpty, !path.bytes.contains(ASCII.null) else { throw .absent }
    var pending = Array(path.bytes.split(separator: ASCII.slash).reversed())
    let wantsDirectory = path.bytes.last == ASCII.slash
    var resolved: [ArraySlice<UInt8>] = []
    var entry = TreeEntry.directory
    var links = 0
    while let component = pending.popLast() {
      guard entry == .directory else { throw .notDirectory }
      if component.elementsEqual(".") { continue }
      if component.elementsEqual("..") {
        _ = resolved.popLast()
        continue
      }
      resolved.append(component)
      entry = try self.entry(of: resolved)
      guard case .link(let target) = entry, followingLast || wantsDirectory || !pending.isEmpty else { continue }
      links += 1
      guard links <= Self.maximumLinks else { throw .tooManyLinks }
      if target.first == ASCII.slash { resolved.removeAll() } else { resolved.removeLast() }
      pending += target.split(separator: ASCII.slash).reversed()
      guard pending.count < Self.maximumPathLength else { throw .nameTooLong }
      entry = .directory
    }
    if wantsDirectory, entry != .directory { throw .notDirectory }
    return (resolved, entry)
  }

  private func entry(of components: [ArraySlice<UInt8>]) throws(TreeError) -> TreeEntry {
    do throws(TreeError) {
      return try source.entry(at: components)
    } catch {
      guard error == .absent, !overlay.isEmpty, let planned = overlay[Self.path(of: components)] else { throw error }
      return .file(FileStatus(size: planned.count))
    }
  }

  private static func path(of components: [ArraySlice<UInt8>]) -> TreePath {
    var bytes: [UInt8] = []
    for component in components {
      bytes.append(ASCII.slash)
      bytes += component
    }
    return TreePath(bytes.isEmpty ? [ASCII.slash] : bytes)
  }
}
