internal import SettingsGraph
internal import SourceText

extension Language2_4 {
  func unknownSetting(_ key: Word, _ line: LogicalLine, _ state: inout ReadingState) {
    let name = key.bytes(in: line)
    let knowledge = state.knowledge
    let alternatives = blocks[block].isList ? longerNames(for: name, state.catalogue) : []
    let suggestions = alternatives.isEmpty ? state.suggestions(for: name) : alternatives
    let shown = listKey.map { $0 + [ASCII.slash] + name } ?? Array(rest(of: name, state.catalogue))
    var tried = triedNames(shown[...])
    if !alternatives.isEmpty {
      let question = alternatives.count == 1 ? "Did you mean" : "Did you mean one of:"
      tried = "\(tried.dropLast()) \(question) \(alternatives.joined(separator: ", "))?)"
    }
    state.refuse(
      "unknown-setting",
      "Dovecot \(state.version) knows no setting \(name.text) here.\(knowledge.sentence(about: name))",
      at: line.sourceSpan(of: key.range), line: line,
      daemonText: "\(name.text): Unknown setting: \(shown.text)\(tried)",
      nextStep: suggestions.first.map { "Write \($0) if that is meant, or remove the line." }
        ?? "Correct the name, or remove the line.")
  }

  /// `query` inside `passdb x {` may have been `passdb_sql_query`: names with one more word between.
  private func longerNames(for key: ArraySlice<UInt8>, _ catalogue: Catalogue) -> [String] {
    guard let prefixes = blocks[block].prefixes else { return [] }
    let prefix = prefixes.short + [ASCII.underscore]
    return catalogue.rows(below: prefix).compactMap { row in
      guard let entry = catalogue[row], !entry.type.isOnlyDefault else { return nil }
      let rest = entry.path.dropFirst(prefix.count)
      guard let underscore = rest.firstIndex(of: ASCII.underscore), rest[(underscore + 1)...].elementsEqual(key) else {
        return nil
      }
      return entry.path.text
    }
  }

  func refuseValue(_ written: Written, _ error: TypeMismatch, _ state: inout ReadingState) {
    refuse(
      "bad-value", "\(written.resolved.entry.path.text) does not take this value.", written, error.daemonText,
      at: written.valueSpan, written.resolved.entry.valueAdvice, &state)
  }

  /// `/mail/%{user`: a line that is refused; where the value's variables are the setting's own, and in 2.4.1 always,
  /// doveconf ends with a panic.
  func malformedVariable(_ written: Written, _ complaint: String, _ state: inout ReadingState) {
    let text = "\(written.text.text): \(complaint)"
    let (message, nextStep) = ("A variable in the value is malformed.", "Write %{name}, or %{name | filter(argument)}.")
    if state.version >= ProgramVersion(2, 4, 2), written.resolved.entry.type != .stringWithVariables {
      return refuse("malformed-variable", message, written, text, at: written.valueSpan, nextStep, &state)
    }
    state.diagnostics.append(
      Diagnostic(
        .error, code: "dovecot.malformed-variable", message, at: .span(written.valueSpan), nextStep: nextStep,
        daemonMessage: text, isRefusedByDaemon: true))
  }

  func listAssigned(_ written: Written, _ state: inout ReadingState) {
    let name = written.key.bytes(in: written.line).text
    let entry = written.resolved.entry
    let text =
      switch entry.type {
      case .stringList: "Setting is a string list, use '\(written.resolved.fullName.text) {'"
      case .namedListFilter: "Setting is a named list filter, use '\(name) \(written.text.text) {'"
      default: "Setting is a named filter, use '\(entry.path.text) {'"
      }
    refuse(
      "block-assigned", "\(entry.path.text) is a block and takes no value.", written, text, at: written.line.span,
      "Open it as a block.", &state)
  }

  /// `mail_debug = <<END`: only texts and files may stand on lines of their own.
  func heredocNotTaken(_ written: Written, _ element: ArraySlice<UInt8>?, _ state: inout ReadingState) {
    let name = written.resolved.fullName + (element.map { [ASCII.slash] + $0 } ?? [])
    let kind = written.resolved.entry.type.isList ? "list settings" : "this setting"
    refuse(
      "heredoc-not-taken", "\(written.resolved.entry.path.text) does not take lines of text.", written,
      "Heredoc syntax is not supported for \(kind): \(name.text)", at: written.line.span,
      "Write the value on the line itself.", &state)
  }

  func heredocOfGroup(_ line: LogicalLine, _ state: inout ReadingState) {
    state.refuse(
      "heredoc-not-taken", "The name of a group does not take lines of text.", at: line.span, line: line,
      daemonText: "Heredoc syntax is not supported for include groups", nextStep: "Write the name on the line itself.")
  }

  func authInFilter(_ written: Written, _ state: inout ReadingState) {
    refuse(
      "auth-in-filter", "Authentication settings do not work inside local and remote blocks.", written,
      "Auth settings not supported inside local/remote blocks: \(written.resolved.fullName.text)",
      at: written.line.span, "Move the setting out of the block.", &state)
  }

  func recursiveGroup(_ line: LogicalLine, _ state: inout ReadingState) {
    state.refuse(
      "recursive-group", "A group cannot use another group.", at: line.span, line: line,
      daemonText: "Recursive include groups not allowed", nextStep: "Write the settings of the other group here.")
  }

  /// `doveconf -n` passes over it; the server does not start.
  func unknownReference(_ name: ArraySlice<UInt8>, _ written: Written, _ state: inout ReadingState) {
    state.warn(
      "unknown-variable", "No setting has the name \(name.text): the server refuses to expand the value.",
      at: written.valueSpan, nextStep: "Correct the name behind $SET:.")
  }

  func fileReference(_ written: Written, _ state: inout ReadingState) {
    refuse(
      "reference-in-file-setting", "The path of a file cannot be taken from another setting.", written,
      "File settings must not contain $SET: \(written.value.bytes(in: written.line).text)", at: written.valueSpan,
      "Write the path itself.", &state)
  }

  func chainedReference(_ name: ArraySlice<UInt8>, _ written: Written, _ state: inout ReadingState) {
    state.refuse(
      "chained-variable", "The value of \(name.text) before this line has a reference itself.", at: written.valueSpan,
      line: written.line, daemonText: "Chained $SET:\(name.text) loops back to itself",
      nextStep: "Write the whole value in one place.")
  }

  func unexpandableReference(
    _ name: ArraySlice<UInt8>, _ isOwn: Bool, _ written: Written, _ state: inout ReadingState
  ) {
    let message = "\(name.text) is a list or a block and has no value to put here."
    guard isOwn else {
      return state.warn(
        "unexpandable-variable", message, at: written.valueSpan, nextStep: "Write the value itself.")
    }
    state.refuse(
      "unexpandable-variable", message, at: written.valueSpan, line: written.line,
      daemonText: "Failed to expand $SET:\(name.text): Setting type can't be expanded to string",
      nextStep: "Write the value itself.")
  }

  private func refuse(
    _ code: String, _ message: String, _ written: Written, _ daemonText: String, at span: SourceSpan,
    _ nextStep: String, _ state: inout ReadingState
  ) {
    let key = written.key.bytes(in: written.line).text
    state.refuse(
      code, message, at: span, line: written.line, daemonText: "\(key): \(daemonText)", nextStep: nextStep)
  }

  /// A global value does not reach into a filter that sets the same, wherever it stands.
  mutating func warnOfLaterGlobal(
    _ written: Written, element: ArraySlice<UInt8>? = nil, _ state: inout ReadingState
  ) {
    let name = written.resolved.fullName + (element.map { [ASCII.slash] + $0 } ?? [])
    guard written.resolved.printedIn == 0 else {
      if firstInFilter[name] == nil, isInsideFilter(block) { firstInFilter[name] = written.line.lastSpan }
      return
    }
    guard let first = firstInFilter[name] else { return }
    let place = "\(state.files.path(of: written.line.file)) line \(state.files.line(of: written.line.lastSpan))"
    let earlier = "\(state.files.path(of: first.file)) line \(state.files.line(of: first))"
    state.warn(
      "later-global", "The global \(name.text) does not change the one in an earlier filter.", at: written.line.span,
      notes: [Diagnostic.Note("set in a filter here", at: .span(first))],
      nextStep: "Move the global setting before the filter if that is meant, or change it in the filter.",
      daemonMessage: "\(place): Global setting \(name.text) won't change the setting inside an earlier filter at "
        + "\(earlier) (if this is intentional, avoid this warning by moving the global setting before \(earlier))")
  }

  /// Whether a block is, or is in, a connection filter or a block without a name.
  private func isInsideFilter(_ number: Int) -> Bool {
    blocks.outward(from: number).contains { number in
      switch blocks[number].kind {
      case .filter, .named: true
      case .root, .list, .group: false
      }
    }
  }
}
