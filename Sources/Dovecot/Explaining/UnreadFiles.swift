internal import ServerTree
package import SettingsGraph
package import SourceText

/// `/etc/dovecot/conf.d/99-own.cnf`: a file with settings beside those that are read, which no include reads.
package struct UnreadConfiguration: Sendable {
  package let path: String
  /// The first setting in it.
  package let setting: SourceSpan
  package let explanation: String
  /// The include that passes it over.
  package let cause: SourceSpan?
  package let remedy: Remedy?
  /// An include names it, in a comment.
  package let isWaiting: Bool
}

extension DovecotConfiguration {
  /// Files that somebody may believe in effect: not the copies of editors and packages, nor those that wait to be
  /// included by their name (`.conf.ext`).
  package func unreadConfigurations(_ files: SourceFiles) -> [UnreadConfiguration] {
    neighbours.compactMap { file in
      let path = TreePath(files.path(of: file))
      guard FileNameKind(path.lastComponent) == .other, let setting = firstSetting(of: file, files) else { return nil }
      let unread = UnreadFile(path, self, files)
      return UnreadConfiguration(
        path: path.description, setting: setting, explanation: unread.explanation, cause: unread.cause,
        remedy: unread.remedy, isWaiting: unread.isWaiting)
    }
  }

  /// The first assignment of a setting that this version knows.
  private func firstSetting(of file: FileID, _ files: SourceFiles) -> SourceSpan? {
    var document = Document(file, files[file].bytes, rules: LexicalRules(version.version))
    var continuation = Continuation()
    while let step = document.nextStep(carrying: &continuation) {
      guard case .statement(let line, let statement) = step, case .assignment(let key, _) = statement,
        catalogue.entry(at: key.bytes(in: line)) != nil
      else { continue }
      return line.span
    }
    return nil
  }
}
