internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// What is kept of one assignment besides what the graph holds; the precedence rules and the native form ask for it.
struct AssignmentFacts: Sendable {
  // A million assignments have these; few have texts of their own.
  private let blockNumber: UInt32
  private let rowNumber: UInt32
  private let texts: Texts?

  private final class Texts: Sendable {
    let native: [UInt8]?
    let expanded: [UInt8]?
    let marker: [UInt8]?

    init(native: [UInt8]?, expanded: [UInt8]?, marker: [UInt8]?) {
      (self.native, self.expanded, self.marker) = (native, expanded, marker)
    }
  }

  init(block: Int, row: Int?, native: [UInt8]? = nil, expanded: [UInt8]? = nil, marker: [UInt8]? = nil) {
    blockNumber = UInt32(block)
    rowNumber = row.map { UInt32($0) } ?? .max
    let isPlain = native == nil && expanded == nil && marker == nil
    texts = isPlain ? nil : Texts(native: native, expanded: expanded, marker: marker)
  }

  /// The block that it stands in, by its number in the language's own table.
  var block: Int { Int(blockNumber) }
  /// The row of the catalogue, or nil where the name is free (`plugin { … }`).
  var row: Int? { rowNumber == .max ? nil : Int(rowNumber) }
  /// The value as `doveconf -n` shows it, where it differs from the graph's: a reference to itself is expanded.
  var native: [UInt8]? { texts?.native }
  /// The value as the server uses it, with every `$name` expanded, where it differs.
  var expanded: [UInt8]? { texts?.expanded }
  /// The `END` of `<<END`.
  var marker: [UInt8]? { texts?.marker }
}

/// `key = a \`, then a comment: text of a continued value that the daemon threw away.
struct LostText: Sendable {
  let span: SourceSpan
  let inclusion: InclusionID
}

/// `key = a \` as the last line of a file: the line of the next file that became a part of the value.
struct CrossedLine: Sendable {
  let backslash: SourceSpan
  let line: SourceSpan
}

/// `!include conf.d/*.conf`, and what it matched.
struct IncludeUse: Sendable {
  /// The whole line.
  let span: SourceSpan
  /// Absolute: a relative one begins at the directory of the file that it is written in.
  let pattern: TreePath
  let isOptional: Bool
  let matches: [TreePath]

  /// With the paths of another one where they are the same: one line may stand a hundred thousand times.
  func sharing(_ other: IncludeUse?) -> IncludeUse {
    guard let other, other.pattern == pattern, other.matches == matches else { return self }
    return IncludeUse(span: span, pattern: other.pattern, isOptional: isOptional, matches: other.matches)
  }
}

/// What reading a tree adds to, whichever language it is in.
struct ReadingState {
  var graph: SettingsGraph
  var files: SourceFiles
  var diagnostics: [Diagnostic] = []
  /// By assignment, counted from `firstAssignment`.
  var facts: [AssignmentFacts] = []
  var lost: [LostText] = []
  var crossed: [CrossedLine] = []
  var includes: [IncludeUse] = []
  /// Every block that was closed, in reading order.
  var places: [BlockPlace] = []
  private var suggestionCount = 0
  let firstAssignment: Int
  let version: ProgramVersion
  let catalogue: Catalogue

  init(graph: SettingsGraph, files: SourceFiles, version: ProgramVersion) {
    self.graph = graph
    self.files = files
    self.version = version
    catalogue = Catalogue(for: version)
    firstAssignment = graph.assignments.count
  }

  /// Adds an assignment with what is known of it besides.
  @discardableResult
  mutating func add(_ assignment: Assignment, _ facts: AssignmentFacts) -> AssignmentID {
    let id = graph.add(assignment)
    self.facts.append(facts)
    return id
  }

  func facts(of id: AssignmentID) -> AssignmentFacts? {
    let index = Int(id.rawValue) - firstAssignment
    return facts.indices.contains(index) ? facts[index] : nil
  }

  /// The value as `doveconf -n` would show it before it is brought into normal form.
  func nativeValue(of id: AssignmentID) -> ArraySlice<UInt8> {
    facts(of: id)?.native?[...] ?? graph[id].value.revealed(in: files)
  }

  /// The beginning of the main file, for what is wrong with everything taken together.
  var mainSpan: SourceSpan? {
    graph.inclusions.last { $0.parent == nil }.map { SourceSpan(file: $0.file, 0..<0) }
  }

  // MARK: - Diagnostics

  var knowledge: VersionKnowledge { VersionKnowledge(version: version, catalogue: catalogue) }

  /// What an unknown name probably was meant to be. Looked for a number of times only: a file of another program is
  /// full of names that mean nothing here.
  mutating func suggestions(for name: some Collection<UInt8>, below prefix: [UInt8] = []) -> [String] {
    guard suggestionCount < Self.maximumSuggestions else { return [] }
    suggestionCount += 1
    return knowledge.suggestions(for: name, below: prefix)
  }

  private static let maximumSuggestions = 100

  /// What to do about `ssl = yes` in a block that has no such setting, mostly because it was never closed.
  func wayOut(of opened: SourceSpan) -> String {
    let (path, line) = (files.path(of: opened.file), files.line(of: opened))
    return "Close the block that begins at \(path):\(line), or move the line out of it."
  }

  /// A problem because of which the daemon refuses the configuration, in the words that it has for the line.
  mutating func refuse(
    _ code: String, _ message: String, at span: SourceSpan, line: LogicalLine, daemonText: String,
    notes: [Diagnostic.Note] = [], nextStep: String
  ) {
    let place = "\(files.path(of: line.file)) line \(files.line(of: line.lastSpan))"
    diagnostics.append(
      Diagnostic(
        .error, code: "dovecot." + code, message, at: .span(span), notes: notes, nextStep: nextStep,
        daemonMessage: "Error in configuration file \(place): \(daemonText)", isRefusedByDaemon: true))
  }

  /// A problem of the configuration as a whole, for which the daemon names the main file only.
  mutating func refuseWhole(
    _ code: String, _ message: String, at span: SourceSpan, daemonText: String, nextStep: String
  ) {
    let main = graph.inclusions.last { $0.parent == nil }?.file ?? span.file
    diagnostics.append(
      Diagnostic(
        .error, code: "dovecot." + code, message, at: .span(span), nextStep: nextStep,
        daemonMessage: "Error in configuration file \(files.path(of: main)): \(daemonText)", isRefusedByDaemon: true))
  }

  /// A problem that doveconf passes over and because of which the server does not start.
  mutating func refuseAtStart(
    _ code: String, _ message: String, at span: SourceSpan, daemonText: String, nextStep: String
  ) {
    diagnostics.append(
      Diagnostic(
        .error, code: "dovecot." + code, message + " The server does not start.", at: .span(span), nextStep: nextStep,
        daemonMessage: daemonText))
  }

  /// `$ENV:NAME`: the environment of whatever starts the server is not in its files.
  mutating func noteEnvironment(_ value: ArraySlice<UInt8>, at span: SourceSpan) {
    let words = value.split { ASCII.isSpace($0) }
    guard let word = words.first(where: { $0.starts(with: Array("$ENV:".utf8)) }) else { return }
    diagnostics.append(
      Diagnostic(
        .note, code: "dovecot.unknown-environment",
        "\(word.text) is a variable of the environment that Dovecot is started in; what it stands for is unknown here.",
        at: .span(span), nextStep: "Look at the environment of the unit or script that starts Dovecot."))
  }

  mutating func warn(
    _ code: String, _ message: String, at span: SourceSpan, notes: [Diagnostic.Note] = [], nextStep: String,
    daemonMessage: String? = nil
  ) {
    diagnostics.append(
      Diagnostic(
        .warning, code: "dovecot." + code, message, at: .span(span), notes: notes, nextStep: nextStep,
        daemonMessage: daemonMessage))
  }
}
