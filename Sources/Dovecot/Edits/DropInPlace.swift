package import ServerTree
package import SettingsGraph
package import SourceText

/// `/etc/dovecot/conf.d/99-own.conf`: where a file that is yet to be made would be read.
package struct DropInPlace: Sendable, Equatable {
  /// Links followed.
  package let path: TreePath
  /// The last file that the same include reads; the file with the include where it reads none.
  package let neighbour: TreePath
}

extension DovecotConfiguration {
  /// The place of a new file that the last possible `!include` outside of all blocks would read.
  package func dropInPlace(named name: String, in tree: ServerTree, files: SourceFiles) -> DropInPlace? {
    for use in includes.reversed() where !places.contains(where: { $0.contains(use.span) }) {
      let directory = TreePath(use.pattern.directoryPart)
      guard !GlobPattern.hasMagic(directory.bytes), let resolved = try? tree.resolvedPath(of: directory),
        (try? tree.entry(at: resolved)) == .directory
      else { continue }
      let path = resolved.appending(name.utf8)
      let spelled = directory.appending(name.utf8)
      guard !tree.exists(path), tree.overlaying([path: []]).glob(use.pattern).matches.contains(spelled) else {
        continue
      }
      return DropInPlace(path: path, neighbour: use.matches.last ?? TreePath(files.path(of: use.span.file)))
    }
    return nil
  }

  /// What a new file says that holds one assignment, with the blocks that it belongs to.
  ///
  /// - Throws: `EditError.unwritableValue`
  package func text(
    assigning value: [UInt8], to path: String, scope: ScopeID, in graph: SettingsGraph
  ) throws(EditError) -> [UInt8] {
    let parts = InsertedAssignment(path: path, scope: scope, configuration: self, graph: graph)
    return parts.blockText(round: try line(assigning: value, to: parts)) + [ASCII.lineFeed]
  }
}
