internal import SettingsGraph
internal import SourceText

extension Language2_4 {
  // MARK: - The version line

  func missingVersion(_ line: LogicalLine, _ state: inout ReadingState) {
    state.refuse(
      "missing-config-version", "The first setting is not dovecot_config_version.", at: line.span, line: line,
      daemonText: "The first setting must be dovecot_config_version",
      nextStep: "Write dovecot_config_version = \(state.version) as the first line that is no comment.")
  }

  func changedVersion(_ line: LogicalLine, _ state: inout ReadingState) {
    state.refuse(
      "changed-config-version", "dovecot_config_version is stated before, and differently.", at: line.span, line: line,
      daemonText: "dovecot_config_version value can't be changed once set", nextStep: "Remove one of the two lines.")
  }

  func checkVersion(_ text: [UInt8], _ value: WrittenValue, _ line: LogicalLine, _ state: inout ReadingState) {
    let known = Self.configVersions(of: state.version)
    guard !known.contains(text.text) else { return }
    state.refuse(
      "bad-config-version", "Dovecot \(state.version) does not know this version of the language.",
      at: line.sourceSpan(of: value.written), line: line,
      daemonText: "Invalid dovecot_config_version: Currently supported versions are: \(known.joined(separator: " "))",
      nextStep: "Write one of: \(known.joined(separator: ", ")).")
  }

  /// Debian's 2.4.1 carries later changes and takes versions up to 2.4.4.
  static func configVersions(of version: ProgramVersion) -> [String] {
    let newest = version <= ProgramVersion(2, 4, 4) ? 4 : version[2]
    return (0...newest).map { "2.4.\($0)" }
  }

  mutating func finish(_ state: inout ReadingState) {
    checkGroups(&state)
    writeSharedLists()
    blocks.sortChildren()
    defer { addBuiltInGroups(&state) }
    if let frame = frames.last {
      return state.refuseWhole(
        "unterminated-section", "The section that is opened here is never closed.", at: frame.opened,
        daemonText: "Missing '}' (section started at \(state.files.place(of: frame.openedLast)))",
        nextStep: "Write the missing } on a line of its own.")
    }
    check(&state)
    guard let main = state.graph.inclusions.last(where: { $0.parent == nil }) else { return }
    if !hasStorageVersion {
      state.diagnostics.append(
        Diagnostic(
          .error, code: "dovecot.missing-storage-version", "dovecot_storage_version is not set.",
          at: .path(state.files.path(of: main.file)),
          nextStep: "Write dovecot_storage_version with the version that the mail storage was made with.",
          daemonMessage: "dovecot_storage_version setting must be set", isRefusedByDaemon: true))
    }
  }

  /// Before 2.4.2 a group may be defined after its use.
  private func checkGroups(_ state: inout ReadingState) {
    guard state.version < ProgramVersion(2, 4, 2) else { return }
    for use in includedGroups { checkGroup(use, &state) }
  }

  func checkGroup(_ use: GroupUse, _ state: inout ReadingState) {
    if blocks.find(.group(label: use.label, name: use.name), in: 0) != nil { return }
    if BuiltInGroups.names.contains("\(use.label.text)/\(use.name.text)") { return }
    let isLabelKnown =
      BuiltInGroups.names.contains { $0.hasPrefix("\(use.label.text)/") }
      || blocks.blocks.contains { if case .group(use.label, _) = $0.kind { true } else { false } }
    state.refuse(
      "unknown-group", "No group \(use.label.text) \(use.name.text) is defined.", at: use.line.span, line: use.line,
      daemonText: isLabelKnown
        ? "Unknown group \(use.label.text)=\(use.name.text)" : "Unknown group label \(use.label.text)",
      nextStep: "Define it with group \(use.label.text) \(use.name.text) {, or remove the line.")
  }

  // MARK: - Blocks

  func strayBrace(_ line: LogicalLine, _ state: inout ReadingState) {
    state.refuse(
      "stray-brace", "This } closes nothing.", at: line.span, line: line, daemonText: "Unexpected '}'",
      nextStep: "Remove it, or look above for a block that was closed too early.")
  }

  mutating func refuseBlock(
    _ daemonText: String, _ word: ArraySlice<UInt8>, _ line: LogicalLine, _ state: inout ReadingState
  ) {
    state.refuse(
      "bad-section", "The block \(word.text) cannot be opened like this here.", at: line.span, line: line,
      daemonText: daemonText, nextStep: "Write the block as the daemon's message says, or move it.")
    push(.refused, block, nil, line)
  }

  mutating func unknownBlock(_ word: ArraySlice<UInt8>, _ line: LogicalLine, _ state: inout ReadingState) {
    let known = state.knowledge.sentence(about: word)
    var text = "Unknown section name: \(word.text)"
    if state.version >= ProgramVersion(2, 4, 5) { text += triedSections(word) }
    state.refuse(
      "unknown-section", "Dovecot \(state.version) knows no section \(word.text) here.\(known)", at: line.span,
      line: line, daemonText: text, nextStep: "Correct the name, or remove the block.")
    push(.refused, block, nil, line)
  }

  mutating func tooDeep(_ line: LogicalLine, _ state: inout ReadingState) {
    state.warn(
      "too-deep", "Blocks are nested deeper than is looked at; what stands in this one is unknown.", at: line.span,
      nextStep: "Close blocks that were left open.")
    push(.refused, block, nil, line)
  }

  func missingRequired(_ entry: CatalogueEntry, _ line: LogicalLine, _ state: inout ReadingState) {
    state.refuse(
      "missing-required", "A block \(entry.path.text) needs \(entry.requiredSetting.text).", at: line.span, line: line,
      daemonText: "Named filter \(entry.path.text) is required to have \(entry.requiredSetting.text) setting, "
        + "but it is missing",
      nextStep: "Set \(entry.requiredSetting.text) in the block.")
  }

  func warnOfPlainSettingAsBlock(_ word: [UInt8], _ line: LogicalLine, _ state: inout ReadingState) {
    state.warn(
      "setting-as-block", "\(word.text) is a setting and no block: what is set inside becomes its own value.",
      at: line.span, nextStep: "Write \(word.text) = value.")
  }

  mutating func malformed(
    _ malformation: Malformation, _ key: Word, _ line: LogicalLine, _ state: inout ReadingState
  ) {
    guard !isRefused else { return }
    state.refuse(
      "malformed-line", "The line is no assignment, no section and no include.", at: line.span, line: line,
      daemonText: malformation.daemonText, nextStep: malformation.nextStep)
    if malformation == .garbageAfterBrace { push(.refused, block, nil, line) }
  }

  /// ` (passdb_sql_x, passdb_x not found either.)`: of a block, with the label of a group as it is written.
  private func triedSections(_ word: ArraySlice<UInt8>) -> String {
    guard let prefixes = blocks[block].prefixes else { return "" }
    let label = labelMark
    return
      " (\(label)\(prefixes.full.text)_\(word.text), \(label)\(prefixes.short.text)_\(word.text) not found either.)"
  }

  /// The label of a group as it is written, which its prefixes are without.
  private var labelMark: String { if case .group = blocks[block].kind { "@" } else { "" } }

  /// ` (passdb_x or passdb_sql_x not found either.)`
  func triedNames(_ key: ArraySlice<UInt8>) -> String {
    guard let prefixes = blocks[block].prefixes else { return "" }
    let full = blocks[block].isList ? " or \(labelMark)\(prefixes.full.text)_\(key.text)" : ""
    return " (\(labelMark)\(prefixes.short.text)_\(key.text)\(full) not found either.)"
  }
}
