internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

extension AuditedServer {
  /// Owner, rights and time of a file; nil where there is none, or it may not be looked at.
  func status(of path: TreePath) -> FileStatus? {
    guard case .file(let status)? = try? server.tree.entry(at: path) else { return nil }
    return status
  }

  /// The status of a file that every user can read: its mode lets them, and so does every directory on the way.
  func statusIfOpenToAll(_ path: TreePath) -> FileStatus? {
    guard let status = status(of: path), status.isReadableByAll,
      server.tree.obstacle(onTheWayTo: path, for: .anybody) == nil
    else { return nil }
    return status
  }

  /// Whether the tree is a whole system: in a copy of /etc, or a repository, other files are missing by their nature.
  var isWholeSystem: Bool {
    server.tree.isLiveSystem || server.tree.exists(TreePath("/usr/sbin"))
  }

  /// Every file of the configuration that was read because another one names it: not the copies beside them.
  var configurationFiles: [String] { configurationFileIDs.map { server.files.path(of: $0) } }

  /// A file that is included twice is there once.
  var configurationFileIDs: [FileID] {
    var seen: Set<String> = []
    let included = server.graph.inclusions.map(\.file)
    let own = [postfix?.mainFile, postfix?.masterFile].compactMap { $0 }
    return (own + included).filter { seen.insert(server.files.path(of: $0)).inserted }
  }
}

extension FileStatus {
  var isReadableByAll: Bool { mode & 0o004 != 0 }
  var isWritableByAll: Bool { mode & 0o002 != 0 }
  /// `mode 0644`
  var modeText: String { "mode 0" + String(mode & 0o7777, radix: 8) }
}
