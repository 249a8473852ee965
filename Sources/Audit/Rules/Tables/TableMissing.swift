internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `virtual_alias_maps = hash:/etc/postfix/virtual` and no such file
struct TableMissing: Rule {
  let page = RulePage(
    code: "DT1101", title: "A lookup table is not there",
    problem: "A value names a table, and neither its source nor its index is in the tree.",
    consequence:
      "Every lookup fails: mail that needs it is deferred with 451 4.3.0, and the log has open database errors.",
    fix: "Create the file and run postmap, or take the table out of the value.",
    exceptions: "A copy of /etc without the tables.",
    sources: ["run with Postfix 3.7.11 and 3.10.13", "DATABASE_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.tables.all.compactMap { use in
      guard let path = use.path, isMissing(use, path, server), isDirectoryThere(path, server) else { return nil }
      return server.finding(
        server.isWholeSystem ? .error : .note, "\(use.name) is not there, and every lookup in it fails.", use)
    }
  }

  private func isMissing(_ use: TableUse, _ path: TreePath, _ server: AuditedServer) -> Bool {
    guard !server.server.tree.exists(path) else { return false }
    guard use.reference.isIndexed else { return true }
    if case .missing = IndexState(of: use.reference, in: server.server.tree) { return true }
    return false
  }

  /// A copy of /etc alone has not the directories of other tables.
  private func isDirectoryThere(_ path: TreePath, _ server: AuditedServer) -> Bool {
    (try? server.server.tree.entry(at: TreePath(path.directoryPart))) == .directory
  }
}
