internal import SourceText

/// A tree in memory: the embedded samples, and trees of tests.
struct MemorySource: TreeSource {
  private indirect enum Node: Sendable {
    case file([UInt8])
    case link([UInt8])
    case unreadable
    case directory([[UInt8]: Node])
  }

  private var root: [[UInt8]: Node] = [:]

  init(files: [(path: String, bytes: [UInt8])], links: [(path: String, target: String)] = [], unreadable: [String] = [])
  {
    for file in files { Self.insert(.file(file.bytes), at: Self.split(file.path)[...], in: &root) }
    for link in links { Self.insert(.link(Array(link.target.utf8)), at: Self.split(link.path)[...], in: &root) }
    for path in unreadable { Self.insert(.unreadable, at: Self.split(path)[...], in: &root) }
  }

  private static func split(_ path: String) -> [[UInt8]] {
    path.utf8.split(separator: ASCII.slash).map(Array.init)
  }

  private static func insert(_ node: Node, at path: ArraySlice<[UInt8]>, in directory: inout [[UInt8]: Node]) {
    guard let name = path.first else { return }
    if path.count == 1 {
      directory[name] = node
      return
    }
    var below: [[UInt8]: Node] = [:]
    if case .directory(let existing) = directory[name] { below = existing }
    insert(node, at: path.dropFirst(), in: &below)
    directory[name] = .directory(below)
  }

  private func node(at components: [ArraySlice<UInt8>]) throws(TreeError) -> Node {
    var current = Node.directory(root)
    for component in components {
      guard case .directory(let entries) = current else { throw .notDirectory }
      guard let next = entries[Array(component)] else { throw .absent }
      current = next
    }
    return current
  }

  func entry(at components: [ArraySlice<UInt8>]) throws(TreeError) -> TreeEntry {
    switch try node(at: components) {
    case .file(let bytes): .file(FileStatus(size: bytes.count))
    case .unreadable: .file(FileStatus(size: 0, mode: 0))
    case .link(let target): .link(target)
    case .directory: .directory
    }
  }

  func contents(at components: [ArraySlice<UInt8>], limit: Int) throws(TreeError) -> [UInt8] {
    switch try node(at: components) {
    case .file(let bytes):
      guard bytes.count <= limit else { throw .tooLarge(byteCount: bytes.count) }
      return bytes
    case .unreadable: throw .permissionDenied
    case .directory: throw .isDirectory
    case .link: throw .tooManyLinks
    }
  }

  func names(at components: [ArraySlice<UInt8>]) throws(TreeError) -> [[UInt8]] {
    guard case .directory(let entries) = try node(at: components) else { throw .notDirectory }
    return Array(entries.keys)
  }
}
