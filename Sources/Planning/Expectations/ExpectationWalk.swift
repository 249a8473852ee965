internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// The steps from a server as it is to one where a setting has the value that was expected.
struct ExpectationWalk {
  private let wanted: String
  private let question: SettingQuestion
  private let context: Context
  private let first: MailServer
  private var server: MailServer
  private(set) var heldAtFirst = false
  private(set) var wasValue = false
  private(set) var steps: [ExpectedValue.Step] = []
  private(set) var isReached = false
  private(set) var rest: String?
  private(set) var contents: [TreePath: [UInt8]] = [:]
  private(set) var commands: [String] = []

  /// More than anything real needs; two edits that undo each other must not go on for ever.
  private static let maximumSteps = 8

  init(_ value: String, of setting: SettingID, in context: Context, on server: MailServer) {
    wanted = value
    self.context = context
    self.server = server
    first = server
    question = SettingQuestion("\(server.graph[setting].daemon):\(server.graph.name(of: setting))")
  }

  mutating func goOn() {
    var isFirst = true
    while steps.count < Self.maximumSteps {
      guard let explanation = asked() else { return }
      let obstacles = Obstacles(to: wanted, explanation, on: server)
      let moot = explanation.implications.first { $0.standsInTheWay && !isDone($0) }
      if isFirst {
        wasValue = obstacles.valueHolds
        heldAtFirst = wasValue && moot == nil
        isFirst = false
      }
      if obstacles.valueHolds {
        guard let moot else { return end() }
        guard take(Obstacle(moot, on: server), explanation.daemon) else { return }
      } else {
        guard take(obstacles.tried.first(where: isEnough) ?? obstacles.first, explanation.daemon) else { return }
      }
    }
    rest = "More than \(Self.maximumSteps) things stand in the way."
  }

  private func asked() -> Explanation? {
    var server = server
    guard let setting = try? server.find(question) else { return nil }
    return server.explanation(of: setting, in: context)
  }

  /// A command that will have been run is no obstacle any more, although the files look the same.
  private func isDone(_ implication: Implication) -> Bool {
    if case .run(let command) = implication.remedy?.action { return commands.contains(command) }
    return false
  }

  private mutating func end() {
    if let refusal = Refusals.new(in: server, besides: first) {
      rest = "The daemon would refuse the files: \(refusal)"
    } else {
      isReached = true
    }
  }

  /// Whether the value holds once this alone is out of the way.
  private func isEnough(_ obstacle: Obstacle) -> Bool {
    guard case .replace(let span, let bytes)? = obstacle.edit?.action else { return false }
    var trial = self
    guard trial.lay([SourceEdit(TextEdit(span.range, with: bytes), of: span.file, in: server)]),
      let explanation = trial.asked()
    else { return false }
    return Obstacles(to: wanted, explanation, on: trial.server).valueHolds
  }

  // MARK: - One step

  /// Takes the step and reads the tree again; false where nothing can be done or nothing came of it.
  private mutating func take(_ obstacle: Obstacle, _ daemon: DaemonName) -> Bool {
    let action = obstacle.edit?.action ?? .none
    let edits = edits(for: action, daemon)
    let written = (obstacle.edit?.span ?? obstacle.span).map {
      (path: server.files.path(of: $0.file), line: server.files.line(of: $0))
    }
    steps.append(
      ExpectedValue.Step(
        obstacle: obstacle.sentence, place: obstacle.isNewLine ? edits?.first.map(place) ?? written : written,
        edit: obstacle.edit?.sentence))
    switch action {
    case .none: return false
    case .run(let command):
      commands.append(command)
      return true
    case .replace, .set, .setInContext, .setEverywhere: return lay(edits)
    }
  }

  private func edits(for action: Remedy.Action, _ daemon: DaemonName) -> [SourceEdit]? {
    switch action {
    case .none, .run: nil
    case .replace(let span, let bytes):
      [SourceEdit(TextEdit(span.range, with: bytes), of: span.file, in: server)]
    case .set(let name, let value): ValueWriting(server).edits(name, value, of: daemon, in: context)
    case .setInContext(let name, let value):
      ValueWriting(server).optionEdits(name, value, service: context.service)
    case .setEverywhere(let name, let value):
      ValueWriting(server).edits(name, value, of: daemon, in: Context())
    }
  }

  /// Where the first byte that an edit writes will stand.
  private func place(of edit: SourceEdit) -> (path: String, line: Int) {
    let before = server.bytes(at: edit.path).prefix(edit.edit.range.lowerBound)
    let newlines = edit.edit.replacement.prefix { $0 == ASCII.lineFeed }.count
    return (edit.path.description, before.count { $0 == ASCII.lineFeed } + newlines + 1)
  }

  private mutating func lay(_ edits: [SourceEdit]?) -> Bool {
    guard let edits, !edits.isEmpty else {
      rest = "No place was found to write it."
      return false
    }
    let before = contents
    for (path, group) in Dictionary(grouping: edits, by: \.path) {
      guard let after = try? group.map(\.edit).applied(to: server.bytes(at: path)) else { return false }
      contents[path] = after
    }
    guard contents != before else { return false }
    server = first.rereading(with: contents)
    return true
  }
}

/// Problems that the daemon would stop at.
enum Refusals {
  /// The first that `server` has more than `other`.
  static func new(in server: MailServer, besides other: MailServer) -> String? {
    let old = other.diagnostics.filter(\.isRefusedByDaemon).map(\.message)
    let now = server.diagnostics.filter(\.isRefusedByDaemon).map(\.message)
    return now.count > old.count ? now.first { !old.contains($0) } ?? now.last : nil
  }
}
