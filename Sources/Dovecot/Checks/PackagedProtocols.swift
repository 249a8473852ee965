internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `!include_try /usr/share/dovecot/protocols.d/*.protocol` in a copy of /etc: where Debian's packages say what they
/// serve is not in the tree, and nothing tells the daemon's silence from a server without listeners.
enum PackagedProtocols {
  static func check(in tree: ServerTree, mainFile: TreePath, _ state: inout ReadingState) {
    guard state.graph.find(.dovecot, "protocols".utf8) == nil,
      let include = state.includes.first(where: { isFromElsewhere($0, mainFile) && !tree.exists($0.directory) })
    else { return }
    let pattern = include.pattern
    state.warn(
      "packaged-protocols",
      "Nothing sets protocols, and the directory of \(pattern), where packages set it, is not in the tree. "
        + "Which protocols the server offers is unknown; without the directory it offers none.",
      at: include.span, nextStep: "Copy the directory too, or write `protocols = imap` with what the server offers.")
  }

  private static func isFromElsewhere(_ include: IncludeUse, _ mainFile: TreePath) -> Bool {
    include.isOptional && include.matches.isEmpty && include.pattern.bytes.suffix(9).elementsEqual(".protocol".utf8)
      && !include.pattern.bytes.starts(with: mainFile.directoryPart)
  }
}

extension IncludeUse {
  fileprivate var directory: TreePath { TreePath(pattern.directoryPart) }
}
