internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// One `dovecot-sql.conf.ext` and the files that it includes (2.3.19, `lib-settings/settings.c`).
///
/// Of the files of one `!include` the last is read first, since each is put on top of the one before; a file that is
/// open cannot be opened again.
struct ExternalReader {
  private struct OpenFile {
    let path: TreePath
    let number: Int
    let inclusion: InclusionID
  }

  /// The file that the configuration names: its settings are `FILE:name`, wherever they stand.
  private let file: TreePath
  private let assignment: AssignmentID
  private let tree: ServerTree
  private var documents: [Document] = []
  private var stack: [OpenFile] = []
  private var sections: [[UInt8]] = []
  private var maps = 0

  /// More than any database has; `../` in a path makes a loop look like another file each time.
  private static let maximumFiles = 100

  init(file: TreePath, namedBy assignment: AssignmentID, tree: ServerTree) {
    self.file = file
    self.assignment = assignment
    self.tree = tree
  }

  mutating func read(_ bytes: [UInt8], _ state: inout ReadingState) -> [Document] {
    let origin = state.graph[assignment].origin
    let parent: InclusionID? = if case .file(_, let inclusion) = origin { inclusion } else { nil }
    open(file, bytes, directive: origin.span, parent: parent, &state)
    var continuation = Continuation()
    while let top = stack.last {
      guard let step = documents[top.number].nextStep(carrying: &continuation) else {
        stack.removeLast()
        continue
      }
      if case .statement(let line, let statement) = step { read(statement, line, top, &state) }
    }
    return documents
  }

  private mutating func open(
    _ path: TreePath, _ bytes: [UInt8], directive: SourceSpan?, parent: InclusionID?, _ state: inout ReadingState
  ) {
    let id = state.files.add(path: path.description, bytes: bytes)
    let inclusion = state.graph.add(Inclusion(file: id, parent: parent, directive: directive))
    documents.append(Document(id, bytes, rules: LexicalRules(externalFileOf: state.version)))
    stack.append(OpenFile(path: path, number: documents.count - 1, inclusion: inclusion))
  }

  private mutating func read(
    _ statement: Statement, _ line: LogicalLine, _ top: OpenFile, _ state: inout ReadingState
  ) {
    switch statement {
    case .sectionStart(let key, _):
      // `map {` stands many times; each is called by its number.
      let word = Array(key.bytes(in: line))
      sections.append(word.elementsEqual("map".utf8) ? word + [ASCII.slash] + String(maps).utf8 : word)
      if sections.count == 1 { maps += 1 }
    case .sectionEnd: _ = sections.popLast()
    case .assignment(let key, let value): add(key, value, line, top.inclusion, &state)
    case .include(let pattern, let isOptional): include(line, pattern, isOptional, from: top, &state)
    case .groupStart, .malformed: break
    }
  }

  // MARK: - Includes

  private mutating func include(
    _ line: LogicalLine, _ range: Range<Int>, _ isOptional: Bool, from top: OpenFile, _ state: inout ReadingState
  ) {
    let pattern = top.path.resolving(line.bytes[range])
    let matches = tree.glob(pattern).matches
    if matches.isEmpty, !isOptional { return refuse("No file matches \(pattern).", line, &state) }
    for path in matches {
      if stack.contains(where: { $0.path == path }) || documents.count > Self.maximumFiles {
        return refuse("\(path) is included while it is still being read.", line, &state)
      }
      do throws(TreeError) {
        open(path, try tree.read(path).bytes, directive: line.span, parent: top.inclusion, &state)
      } catch {
        if !isOptional { refuse("\(path) cannot be read: \(error.reason).", line, &state) }
      }
    }
  }

  /// doveconf does not read these files; the process that needs the database does, and fails.
  private func refuse(_ message: String, _ line: LogicalLine, _ state: inout ReadingState) {
    state.warn(
      "unreadable-external-file", message + " The database cannot be used.", at: line.span,
      nextStep: "Correct the include, or write !include_try.")
  }

  // MARK: - Settings

  private func add(
    _ key: Word, _ value: WrittenValue, _ line: LogicalLine, _ inclusion: InclusionID, _ state: inout ReadingState
  ) {
    let name = key.bytes(in: line)
    var path = file.bytes + [ASCII.colon]
    for section in sections { path += section + [ASCII.slash] }
    let isSecret = CatalogueEntry.isSecret(name: name)
    let isWhole = value.unescaped == nil && line.isContiguous(value.text)
    if value.form != .quoted { state.noteEnvironment(value.bytes(in: line), at: line.sourceSpan(of: value.written)) }
    state.graph.add(
      Assignment(
        setting: state.graph.setting(.dovecot, path + name), scope: .global,
        value: isWhole
          ? SettingValue(line.sourceSpan(of: value.text), isSecret: isSecret)
          : SettingValue(Array(value.bytes(in: line)), isSecret: isSecret),
        valueSpan: line.sourceSpan(of: value.written), origin: .file(line.span, inclusion)))
  }
}
