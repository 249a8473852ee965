package import SettingsGraph
package import SourceText

/// `ssl = required` as one connection or service has it: the value that the daemon uses, and what decides it.
package struct EffectiveValue: Sendable {
  package let daemon: DaemonName
  /// The setting's canonical path.
  package let name: String
  package let context: Context
  /// Expanded and in its normal form.
  package let value: SettingValue
  /// The assignment that counts; nil for a built-in default.
  package let decidedBy: AssignmentID?
  /// Where that assignment stands; nil for a built-in default or a derived value.
  package let span: SourceSpan?
  /// Assignments that count instead where a fact holds that the question does not give (`remote 192.0.2.0/24 {`).
  package let exceptions: [AssignmentID]
  private let files: SourceFiles

  init(
    daemon: DaemonName, name: String, context: Context, value: SettingValue, decidedBy: AssignmentID?,
    span: SourceSpan?, exceptions: [AssignmentID], files: SourceFiles
  ) {
    self.daemon = daemon
    self.name = name
    self.context = context
    self.value = value
    self.decidedBy = decidedBy
    self.span = span
    self.exceptions = exceptions
    self.files = files
  }

  /// The value itself, to be compared with others; what is shown goes through `value.shown(in:)`.
  package var text: String { value.revealed(in: files).text }
  package var bytes: [UInt8] { Array(value.revealed(in: files)) }
  package var isWritten: Bool { span != nil }
  package var isEmpty: Bool { value.revealed(in: files).allSatisfy(ASCII.isSpace) }
  package var isYes: Bool { text.lowercased() == "yes" }

  /// The words of a list, without the blanks and commas between them.
  package var words: [String] {
    text.split { $0 == " " || $0 == "," || $0 == "\t" || $0 == "\n" || $0 == "\r" }.map(String.init)
  }
}

extension MailServer {
  /// The value in effect of a setting, written or not; nil where the daemon is not there or does not know the name.
  package func value(of name: String, of daemon: DaemonName, in context: Context = Context()) -> EffectiveValue? {
    guard let configuration = configuration(of: daemon) else { return nil }
    let resolution = graph.find(daemon, name.utf8).map {
      configuration.precedence.outcome(of: $0, in: context, of: graph)
    }
    guard
      let value = resolution.flatMap({ writtenValue($0, configuration) })
        ?? configuration.defaultValue(of: name, in: context, of: graph, files: files)
    else { return nil }
    let winner = resolution?.winner.flatMap { graph[$0].origin.isBuiltIn ? nil : $0 }
    return EffectiveValue(
      daemon: daemon, name: name, context: context, value: value, decidedBy: winner,
      span: winner.flatMap { graph[$0].origin.span }, exceptions: resolution.map(exceptions) ?? [], files: files)
  }

  private func writtenValue(_ resolution: Resolution, _ configuration: any DaemonConfiguration) -> SettingValue? {
    guard let winner = resolution.winner, !graph[winner].origin.isBuiltIn else { return nil }
    return configuration.expandedValue(of: resolution, in: graph, files: files)
  }

  private func exceptions(_ resolution: Resolution) -> [AssignmentID] {
    resolution.beaten.compactMap { beaten in
      if case .scopeUnknown = beaten.reason { beaten.assignment } else { nil }
    }
  }
}

extension Assignment.Origin {
  package var isBuiltIn: Bool {
    if case .builtInDefault = self { true } else { false }
  }
}
