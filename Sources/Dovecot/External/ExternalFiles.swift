internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `args = /etc/dovecot/dovecot-sql.conf.ext`: files of 2.3 that have settings of their own.
///
/// Their settings are called `FILE:name` on the graph. The lexer differs from the main one (2.3.19, lib-settings): a
/// comment does not end a continued line, there is no `<file`, and `$` means nothing but `$ENV:NAME`.
struct ExternalFiles {
  /// The kinds whose `args` is nothing but the path of such a file.
  private static let drivers: Set<String> = ["sql", "ldap", "dict", "oauth2"]
  private static let maximumFiles = 1_000

  /// A file, and the assignment that names it.
  private struct Use {
    let path: TreePath
    let assignment: AssignmentID
  }

  /// Reads the files that the configuration names, and tells which it cannot read.
  static func read(for language: Language2_3, of tree: ServerTree, _ state: inout ReadingState) -> [Document] {
    var documents: [Document] = []
    var seen: Set<TreePath> = []
    for use in uses(language, state) {
      state.graph.add(
        Edge(
          .reads, from: .assignment(use.assignment), to: .file(use.path.description),
          explanation: "The file holds the settings of this database."))
      guard seen.insert(use.path).inserted, seen.count <= maximumFiles else { continue }
      do throws(TreeError) {
        let file = try tree.read(use.path)
        documents.append(read(use, file.bytes, &state))
      } catch {
        noteUnreadable(use, error, &state)
      }
    }
    return documents
  }

  private static func uses(_ language: Language2_3, _ state: ReadingState) -> [Use] {
    var uses: [Use] = []
    for record in language.records {
      for section in record.sections where !section.isUnique {
        guard let driver = value(section.path, "driver", record, state), drivers.contains(driver.text.text),
          let args = value(section.path, "args", record, state), args.text.first == ASCII.slash
        else { continue }
        uses.append(Use(path: TreePath(args.text), assignment: args.id))
      }
      for (setting, id) in record.current {
        guard state.graph.names[state.graph[setting].name].starts(with: Array("dict/".utf8)) else { continue }
        // `sql:/path`, `mysql:/path`, `ldap:/path`
        let text = state.nativeValue(of: id)
        guard let colon = text.firstIndex(of: ASCII.colon), text[(colon + 1)...].first == ASCII.slash,
          text.suffix(4).elementsEqual(".ext".utf8) || text.suffix(5).elementsEqual(".conf".utf8)
        else { continue }
        uses.append(Use(path: TreePath(text[(colon + 1)...]), assignment: id))
      }
    }
    return uses.sorted { $0.assignment < $1.assignment }
  }

  private static func value(
    _ section: [UInt8], _ name: String, _ record: FilterRecord, _ state: ReadingState
  ) -> (text: ArraySlice<UInt8>, id: AssignmentID)? {
    guard let setting = state.graph.find(.dovecot, section + [ASCII.slash] + name.utf8),
      let id = record.current[setting]
    else { return nil }
    return (state.nativeValue(of: id), id)
  }

  private static func noteUnreadable(_ use: Use, _ error: TreeError, _ state: inout ReadingState) {
    guard let span = state.graph[use.assignment].origin.span else { return }
    state.warn(
      "unreadable-external-file", "\(use.path) cannot be read: \(error.reason). What it sets is unknown.", at: span,
      nextStep: error.isAbsent ? "Create the file, or correct the path." : "Run as a user who may read it.")
  }

  // MARK: - One file

  private static func read(_ use: Use, _ bytes: [UInt8], _ state: inout ReadingState) -> Document {
    let file = state.files.add(path: use.path.description, bytes: bytes)
    let parent = inclusion(of: use.assignment, state)
    let directive = state.graph[use.assignment].origin.span
    let inclusion = state.graph.add(Inclusion(file: file, parent: parent, directive: directive))
    var document = Document(file, bytes, rules: LexicalRules(externalFileOf: state.version))
    var continuation = Continuation()
    var sections: [[UInt8]] = []
    var maps = 0
    while let step = document.nextStep(carrying: &continuation) {
      guard case .statement(let line, let statement) = step else { continue }
      switch statement {
      case .sectionStart(let key, _):
        // `map {` stands many times; each is called by its number.
        let word = Array(key.bytes(in: line))
        sections.append(word.elementsEqual("map".utf8) ? word + [ASCII.slash] + String(maps).utf8 : word)
        if sections.count == 1 { maps += 1 }
      case .sectionEnd: _ = sections.popLast()
      case .assignment(let key, let value):
        add(key, value, line, inclusion, use.path, sections, &state)
      default: break
      }
    }
    return document
  }

  private static func inclusion(of id: AssignmentID, _ state: ReadingState) -> InclusionID? {
    if case .file(_, let inclusion) = state.graph[id].origin { inclusion } else { nil }
  }

  private static func add(
    _ key: Word, _ value: WrittenValue, _ line: LogicalLine, _ inclusion: InclusionID, _ file: TreePath,
    _ sections: [[UInt8]], _ state: inout ReadingState
  ) {
    let name = key.bytes(in: line)
    var path = file.bytes + [ASCII.colon]
    for section in sections { path += section + [ASCII.slash] }
    let isSecret = CatalogueEntry.isSecret(name: name)
    let isWhole = value.unescaped == nil && line.isContiguous(value.text)
    state.graph.add(
      Assignment(
        setting: state.graph.setting(.dovecot, path + name), scope: .global,
        value: isWhole
          ? SettingValue(line.sourceSpan(of: value.text), isSecret: isSecret)
          : SettingValue(Array(value.bytes(in: line)), isSecret: isSecret),
        valueSpan: line.sourceSpan(of: value.written), origin: .file(line.span, inclusion)))
  }
}
