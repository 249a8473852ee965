internal import SettingsGraph
internal import SourceText

extension Language2_3 {
  mutating func unknownBlock(_ word: ArraySlice<UInt8>, _ line: LogicalLine, _ state: inout ReadingState) {
    let words = (frames.last?.words ?? "") + word.text
    let isInList = frames.last?.kind == .list
    let known = state.knowledge.sentence(about: word)
    state.refuse(
      "unknown-section", "Dovecot \(state.version) knows no section \(word.text) here.\(known)", at: line.span,
      line: line, daemonText: isInList ? "Section not allowed here" : "Unknown setting: \(words) { \(word.text)",
      nextStep: "Correct the name, or remove the block.")
    refuseBlock(word, line)
  }

  /// `service imap { executable x {`
  func settingAsBlockInSection(_ word: ArraySlice<UInt8>, _ line: LogicalLine, _ state: inout ReadingState) {
    state.diagnostics.append(
      Diagnostic(
        .error, code: "dovecot.setting-as-block", "\(word.text) is a setting and no section.", at: .span(line.span),
        nextStep: "Write \(word.text) = value.",
        daemonMessage: "file config-parser.c: line 89 (config_add_type): assertion failed: (ret > 0)",
        isRefusedByDaemon: true))
  }

  func unknownSetting(_ key: Word, _ line: LogicalLine, _ state: inout ReadingState) {
    unknownSetting(key.bytes(in: line), at: line.sourceSpan(of: key.range), line, &state)
  }

  /// A name that is written, or one that an old name is translated to.
  func unknownSetting(
    _ name: ArraySlice<UInt8>, at span: SourceSpan, _ line: LogicalLine, _ state: inout ReadingState
  ) {
    let knowledge = state.knowledge
    let suggestions = state.suggestions(for: name, below: cataloguePath)
    let known = knowledge.sentence(about: name)
    let wayOut = frames.last.flatMap { knowledge.isKnown(name) ? state.wayOut(of: $0.opened) : nil }
    let hint = wayOut ?? suggestions.first.map { "Write \($0) if that is meant, or remove the line." }
    state.refuse(
      "unknown-setting", "Dovecot \(state.version) knows no setting \(name.text) here.\(known)", at: span, line: line,
      daemonText: "Unknown setting: \(frames.last?.words ?? "")\(name.text)",
      nextStep: hint ?? "Correct the name, or remove the line.")
  }

  func missingKey(_ line: LogicalLine, _ state: inout ReadingState) {
    state.refuse(
      "missing-key", "The line has a value and no name.", at: line.span, line: line,
      daemonText: "Missing key name ('=' at the beginning of line)", nextStep: "Write the setting's name before the =.")
  }

  mutating func malformed(
    _ malformation: Malformation, _ key: Word, _ line: LogicalLine, _ state: inout ReadingState
  ) {
    guard !isRefused else { return }
    state.refuse(
      "malformed-line", "The line is no assignment, no section and no include.", at: line.span, line: line,
      daemonText: malformation.daemonText, nextStep: malformation.nextStep)
    if malformation == .garbageAfterBrace { refuseBlock(key.bytes(in: line), line) }
  }

  func refuseValue(
    _ entry: CatalogueEntry, _ error: TypeMismatch, at span: SourceSpan, _ line: LogicalLine,
    _ state: inout ReadingState
  ) {
    state.refuse(
      "bad-value", "\(entry.name.text) does not take this value.", at: span, line: line,
      daemonText: error.daemonText, nextStep: entry.valueAdvice)
  }

  func refuseUnknownVariable(_ name: ArraySlice<UInt8>, _ line: LogicalLine, _ state: inout ReadingState) {
    state.refuse(
      "unknown-variable", "No setting has the name \(name.text).", at: line.span, line: line,
      daemonText: "Unknown variable: $\(name.text)",
      nextStep: "Correct the name, or put the value in quotes if the $ is meant as it is.")
  }

  /// `doveconf -n` passes over it; the server does not start.
  func warnOfUnknownVariable(_ name: ArraySlice<UInt8>, _ line: LogicalLine, _ state: inout ReadingState) {
    state.warn(
      "unknown-variable", "No setting has the name \(name.text): the server refuses to expand the value.",
      at: line.span, nextStep: "Correct the name, or put the value in quotes if the $ is meant as it is.",
      daemonMessage: "Error in configuration file \(state.files.path(of: line.file)) "
        + "line \(state.files.line(of: line.lastSpan)): Unknown variable: $\(name.text)")
  }

  /// A global value does not reach into a filter that sets the same, wherever it stands.
  mutating func warnOfLaterGlobal(
    _ setting: SettingID, _ name: ArraySlice<UInt8>, _ line: LogicalLine, _ state: inout ReadingState
  ) {
    guard frames.isEmpty else {
      if firstInFilter[setting] == nil { firstInFilter[setting] = line.lastSpan }
      return
    }
    guard let first = firstInFilter[setting] else { return }
    let path = state.files.path(of: line.file)
    let earlier = "\(state.files.path(of: first.file)) line \(state.files.line(of: first))"
    state.warn(
      "later-global", "The global \(name.text) does not change the one in an earlier filter.", at: line.span,
      notes: [Diagnostic.Note("set in a filter here", at: .span(first))],
      nextStep: "Move the global setting before the filter if that is meant, or change it in the filter.",
      daemonMessage:
        "\(path) line \(state.files.line(of: line.lastSpan)): Global setting \(name.text) won't change the "
        + "setting inside an earlier filter at \(earlier) (if this is intentional, avoid this warning by moving the "
        + "global setting before \(earlier))")
  }
}

extension Malformation {
  var nextStep: String {
    switch self {
    case .expectingBrace: "Write key = value, or end the line with {."
    case .garbageAfterBrace: "Write what follows the { on a line of its own."
    case .expectingGroupName: "Write group @label name {."
    case .unknownEscape: "Write \\\\ for a backslash; only \\\\ and \\\" are known inside quotes."
    case .missingMarker: "End the text with a line of the marker alone."
    }
  }
}

extension CatalogueEntry {
  /// What a value may be, as advice.
  var valueAdvice: String {
    switch type {
    case .boolean: "Write yes or no."
    case .unsigned, .unsignedLong: "Write a number."
    case .octal: "Write an octal number with a leading 0, as in 0600."
    case .time, .milliseconds: "Write a number with a unit, as in 30s or 5 mins."
    case .size: "Write a number with a unit, as in 10M."
    case .port: "Write a port between 0 and 65535."
    case .choice: "Write one of: \(choices.map(\.text).joined(separator: ", "))."
    default: "Correct the value."
    }
  }
}
