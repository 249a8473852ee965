internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `conf.d/10-ssl.conf.bak`, `local.conf`: files beside those that are read, which no include reads. They are read only
/// to be searched for settings that somebody may believe in effect.
enum NeighbourFiles {
  /// More than a directory of configuration holds.
  private static let maximumFiles = 200
  private static let maximumDirectories = 20
  private static let maximumSize = 1 << 20

  static func read(besides documents: [Document], of tree: ServerTree, _ state: inout ReadingState) -> [FileID] {
    let known = Set(documents.map { TreePath(state.files.path(of: $0.file)) })
    guard let main = documents.first.map({ TreePath(state.files.path(of: $0.file)) }) else { return [] }
    var neighbours: [FileID] = []
    for directory in directories(documents, main, state).prefix(maximumDirectories) {
      // The main file's own directory holds files of many kinds.
      let isMixed = directory.bytes.elementsEqual(main.directoryPart)
      for name in (try? tree.names(in: directory)) ?? [] where neighbours.count < maximumFiles {
        let path = directory.appending(name)
        guard !known.contains(path), name.first != ASCII.dot, !isMixed || isConfiguration(name),
          let file = try? tree.read(path), file.bytes.count <= maximumSize
        else { continue }
        neighbours.append(state.files.add(path: path.description, bytes: file.bytes))
      }
    }
    return neighbours
  }

  /// Where files are included from, where includes look in vain, the conventional `conf.d`, and the main file's own.
  private static func directories(_ documents: [Document], _ main: TreePath, _ state: ReadingState) -> [TreePath] {
    let included = documents.map { TreePath(TreePath(state.files.path(of: $0.file)).directoryPart) }
    let searched = state.includes.map { TreePath($0.pattern.directoryPart) }
    let conventional = TreePath(Array(main.directoryPart) + Array("conf.d/".utf8))
    var seen: Set<TreePath> = []
    return (included + searched + [conventional]).filter { seen.insert($0).inserted }
  }

  /// `local.conf`, `dovecot.conf.dpkg-dist`
  private static func isConfiguration(_ name: [UInt8]) -> Bool {
    let mark = Array(".conf".utf8)
    return name.indices.contains { name[$0...].starts(with: mark) }
  }
}
