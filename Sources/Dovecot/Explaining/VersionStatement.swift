package import ServerTree
package import SettingsGraph
internal import SourceText

extension DovecotConfiguration {
  /// `dovecot_config_version = 2.4.1` as the first line of the main file that is no comment, and its place.
  package static func versionStatement(
    in tree: ServerTree, mainFile: TreePath
  ) -> (version: ProgramVersion, place: String)? {
    guard let file = try? tree.read(mainFile) else { return nil }
    var files = SourceFiles()
    let id = files.add(path: mainFile.description, bytes: file.bytes)
    var document = Document(id, file.bytes, rules: LexicalRules(ProgramVersion(2, 4)))
    var continuation = Continuation()
    while let step = document.nextStep(carrying: &continuation) {
      guard case .statement(let line, let statement) = step else { continue }
      guard case .assignment(let key, let value) = statement,
        key.bytes(in: line).elementsEqual("dovecot_config_version"),
        let version = ProgramVersion(value.bytes(in: line).text)
      else { return nil }
      return (version, files.place(of: line.span))
    }
    return nil
  }

  /// Which line of the language the names in the main file and `conf.d` belong to, and the name that tells.
  package static func syntaxHint(
    in tree: ServerTree, mainFile: TreePath
  ) -> (line: ProgramVersion, name: String)? {
    var paths = [mainFile]
    let directory = TreePath(Array(mainFile.directoryPart) + Array("conf.d/*.conf".utf8))
    paths += tree.glob(directory).matches.prefix(50)
    for path in paths {
      guard let file = try? tree.read(path) else { continue }
      if let hint = syntaxHint(in: file.bytes) { return hint }
    }
    return nil
  }

  /// The first name that only one of the two lines knows.
  private static func syntaxHint(in bytes: [UInt8]) -> (line: ProgramVersion, name: String)? {
    let old = Catalogue(for: ProgramVersion(2, 3, 99))
    let new = Catalogue(for: ProgramVersion(2, 4, 99))
    var document = Document(FileID(rawValue: 0), bytes, rules: LexicalRules(ProgramVersion(2, 3, 19)))
    var continuation = Continuation()
    var depth = 0
    while let step = document.nextStep(carrying: &continuation) {
      guard case .statement(let line, let statement) = step else { continue }
      switch statement {
      case .sectionEnd: depth -= 1
      case .sectionStart(let key, let name):
        let word = key.bytes(in: line)
        // Blocks without a name that 2.4 wants a name for, and free-form settings, are 2.3's.
        if word.elementsEqual("plugin") || word.elementsEqual("passdb") && name.range.isEmpty {
          return (ProgramVersion(2, 3), word.text)
        }
        depth += 1
      case .assignment(let key, _) where depth == 0:
        let name = key.bytes(in: line)
        let isOld = old.entry(at: name) != nil
        let isNew = new.entry(at: name) != nil || name.elementsEqual("dovecot_config_version")
        if isOld != isNew { return (isOld ? ProgramVersion(2, 3) : ProgramVersion(2, 4), name.text) }
      default: break
      }
    }
    return nil
  }
}
