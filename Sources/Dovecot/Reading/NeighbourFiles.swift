internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `conf.d/10-ssl.conf.bak`: files beside included ones that no include reads. They are read only to be searched for
/// settings that somebody may believe in effect.
enum NeighbourFiles {
  /// More than a directory of configuration holds.
  private static let maximumFiles = 200
  private static let maximumSize = 1 << 20

  static func read(besides documents: [Document], of tree: ServerTree, _ state: inout ReadingState) -> [FileID] {
    var known: Set<TreePath> = []
    var directories: [TreePath] = []
    var seen: Set<TreePath> = []
    for document in documents {
      let path = TreePath(state.files.path(of: document.file))
      known.insert(path)
      let directory = TreePath(path.directoryPart)
      // The main file's own directory holds files of many kinds.
      if document.file != documents.first?.file, seen.insert(directory).inserted { directories.append(directory) }
    }
    if let main = documents.first {
      let path = TreePath(state.files.path(of: main.file))
      let conventional = TreePath(Array(path.directoryPart) + Array("conf.d/".utf8))
      if seen.insert(conventional).inserted { directories.append(conventional) }
    }
    var neighbours: [FileID] = []
    for directory in directories.prefix(20) {
      for name in (try? tree.names(in: directory)) ?? [] where neighbours.count < maximumFiles {
        let path = directory.appending(name)
        guard !known.contains(path), name.first != ASCII.dot, let file = try? tree.read(path),
          file.bytes.count <= maximumSize
        else { continue }
        neighbours.append(state.files.add(path: path.description, bytes: file.bytes))
      }
    }
    return neighbours
  }
}
