internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `ssl_cert = </etc/ssl/x.pem`: files whose content is a value, which the server must be able to read.
enum NamedFiles {
  private static let maximumFiles = 10_000

  /// Says which are missing although their directory is there. Of a copy without the directory nothing can be said.
  static func check(in tree: ServerTree, _ state: inout ReadingState) {
    var seen: Set<String> = []
    var directories = KnownDirectories()
    for edge in state.graph.edges.prefix(maximumFiles) where edge.relation == .reads {
      guard case .assignment(let id) = edge.from, case .file(let path) = edge.to,
        Int(id.rawValue) >= state.firstAssignment, state.facts(of: id) != nil, !path.utf8.contains(ASCII.percent),
        seen.insert(path).inserted, let span = state.graph[id].origin.span
      else { continue }
      check(TreePath(path), named: span, tree, &directories, &state)
    }
  }

  private static func check(
    _ path: TreePath, named span: SourceSpan, _ tree: ServerTree, _ directories: inout KnownDirectories,
    _ state: inout ReadingState
  ) {
    if directories.mayHold(path, in: tree) {
      do throws(TreeError) {
        _ = try tree.entry(at: path)
        return
      } catch {
        guard error.isAbsent else { return }
      }
    }
    guard directories.isThere(path.directoryPart, in: tree) else { return }
    state.warn(
      "missing-file", "The file \(path) does not exist, and the server needs its content.", at: span,
      nextStep: "Create the file, or correct the path.")
  }
}

/// Most files of one kind stand in one directory: the last one is remembered, and what is in it once many were asked
/// for.
private struct KnownDirectories {
  private var last: (path: ArraySlice<UInt8>, isThere: Bool)?
  private var names: (path: ArraySlice<UInt8>, asked: Int, found: Set<[UInt8]>?)?

  /// From so many files of a directory on it is cheaper to list it than to look for each.
  private static let many = 16

  mutating func isThere(_ path: ArraySlice<UInt8>, in tree: ServerTree) -> Bool {
    if let last, last.path == path { return last.isThere }
    let isThere = (try? tree.entry(at: TreePath(path))) == .directory
    last = (path, isThere)
    return isThere
  }

  /// False only where the directory was listed, and the file is not in it.
  mutating func mayHold(_ path: TreePath, in tree: ServerTree) -> Bool {
    let (directory, name) = (path.directoryPart, Array(path.lastComponent))
    guard !["", ".", ".."].contains(name.text) else { return true }
    if names?.path != directory { names = (directory, 0, nil) }
    names?.asked += 1
    if names?.asked == Self.many { names?.found = (try? tree.names(in: TreePath(directory))).map(Set.init) }
    return names?.found?.contains(name) ?? true
  }
}
