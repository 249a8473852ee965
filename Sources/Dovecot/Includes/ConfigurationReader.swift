internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// What gives the lines of a file their meaning: one type for 2.3, one for 2.4.
protocol LanguageReader {
  mutating func read(
    _ statement: Statement, in line: LogicalLine, of inclusion: InclusionID, into state: inout ReadingState)
  /// An `!include` line, before it is followed.
  mutating func willInclude(_ line: LogicalLine, _ state: inout ReadingState)
  /// The end of the main file.
  mutating func finish(_ state: inout ReadingState)
  /// What the daemon looks for outside its own files.
  func check(_ system: InstalledSystem, _ state: inout ReadingState)
}

/// Reads the main file and everything it includes, in the daemon's order.
///
/// All files of one `!include` are opened before the first of them is read, and wait on a stack. Open blocks and a
/// continued line go on across the border of a file.
struct ConfigurationReader<Language: LanguageReader> {
  struct OpenFile {
    let path: TreePath
    let document: Int
    let inclusion: InclusionID
  }

  var state: ReadingState
  var language: Language
  private(set) var documents: [Document] = []
  let tree: ServerTree
  let rules: LexicalRules
  private var stack: [OpenFile] = []
  /// How often each path is on the stack: the loop check compares the strings exactly.
  private var openPaths: [TreePath: Int] = [:]
  private var continuation = Continuation()
  private var openedFiles = 0
  private var saidTooMany = false

  /// More openings than any configuration has; files that include each other twice over double without end.
  static var maximumOpenings: Int { 20_000 }

  init(_ state: ReadingState, _ language: Language, tree: ServerTree) {
    self.state = state
    self.language = language
    self.tree = tree
    rules = LexicalRules(state.version)
  }

  mutating func read(mainFile path: TreePath) {
    do throws(TreeError) {
      let file = try tree.read(path)
      open(path, file.bytes, directive: nil, parent: nil)
    } catch {
      state.diagnostics.append(Self.unreadableMainFile(path, error))
      return
    }
    while let top = stack.last {
      guard let step = documents[top.document].nextStep(carrying: &continuation) else {
        close(top)
        continue
      }
      take(step, from: top)
    }
    language.finish(&state)
  }

  private mutating func take(_ step: Document.Step, from file: OpenFile) {
    warnOfAmbiguousHash(in: file)
    switch step {
    case .continued: break
    case .skipped(let lost):
      guard !lost.isEmpty else { break }
      for span in lost { state.lost.append(LostText(span: span, inclusion: file.inclusion)) }
      warnOfLostText(lost[0], in: file)
    case .statement(let line, .include(let pattern, let isOptional)):
      language.willInclude(line, &state)
      include(line, pattern, isOptional, from: file)
    case .statement(let line, let statement):
      warnOfCrossing(line)
      language.read(statement, in: line, of: file.inclusion, into: &state)
    }
  }

  // MARK: - The stack

  var top: OpenFile? { stack.last }

  private mutating func open(_ path: TreePath, _ bytes: [UInt8], directive: SourceSpan?, parent: InclusionID?) {
    let id = state.files.add(path: path.description, bytes: bytes)
    let inclusion = state.graph.add(Inclusion(file: id, parent: parent, directive: directive))
    documents.append(Document(id, bytes, rules: rules))
    stack.append(OpenFile(path: path, document: documents.count - 1, inclusion: inclusion))
    openPaths[path, default: 0] += 1
    openedFiles += 1
  }

  private mutating func close(_ file: OpenFile) {
    stack.removeLast()
    if let count = openPaths[file.path] { openPaths[file.path] = count > 1 ? count - 1 : nil }
  }

  // MARK: - Includes

  private mutating func include(
    _ line: LogicalLine, _ range: Range<Int>, _ isOptional: Bool, from file: OpenFile
  ) {
    let pattern = file.path.resolving(line.bytes[range])
    let found = tree.glob(pattern)
    let use = IncludeUse(span: line.span, pattern: pattern, isOptional: isOptional, matches: found.matches)
    state.includes.append(use.sharing(state.includes.last))
    for directory in found.unreadable { noteUnreadableDirectory(directory, line) }
    if found.matches.isEmpty, !isOptional { refuseNoMatches(line, pattern) }
    // The last is opened first, so that the first is on top.
    for match in found.matches.reversed() { includeFile(match, line, isOptional, from: file) }
  }

  private mutating func includeFile(
    _ path: TreePath, _ line: LogicalLine, _ isOptional: Bool, from file: OpenFile
  ) {
    guard openPaths[path] == nil else { return refuseLoop(path, line) }
    guard openedFiles < Self.maximumOpenings else { return refuseTooMany(line) }
    do throws(TreeError) {
      let read = try tree.read(path)
      open(path, read.bytes, directive: line.span, parent: file.inclusion)
    } catch {
      // A directory is opened and yields nothing.
      if error == .isDirectory { return }
      noteUnreadableFile(path, line, isOptional, error)
    }
  }
}
