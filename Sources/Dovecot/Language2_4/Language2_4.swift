internal import SettingsGraph
internal import SourceText

/// The configuration language of 2.4: every block is a path, names are completed from the blocks round them, and lists
/// are merged.
struct Language2_4: LanguageReader {
  struct Frame {
    enum Kind {
      case block
      /// `mail_plugins {`: the keys are those of a list.
      case list(key: [UInt8])
      /// A block that the daemon refuses; what stands in it is passed over.
      case refused
    }

    let kind: Kind
    let block: Int
    /// The catalogue's row of the block's word, where it has one.
    let entry: CatalogueEntry?
    let opened: SourceSpan
    /// The line that the daemon's messages name: the last of an opening that goes over several.
    let openedLast: SourceSpan
  }

  /// Deeper than any configuration; the path of a block grows with every one round it.
  private static let maximumDepth = 200

  var blocks = BlockTable()
  var frames: [Frame] = []
  let values = TypedValueReader(knowsUnlimited: true)
  /// A list of a group goes on where the group is used.
  let sharesLists: Bool
  /// The stated `dovecot_config_version`.
  var configVersion: (text: [UInt8], span: SourceSpan)?
  var hasStorageVersion = false
  private var hasMissedVersion = false
  /// Where each full name was first set inside a filter, for the warning about a later global one.
  var firstInFilter: [[UInt8]: SourceSpan] = [:]
  var includedGroups: [GroupUse] = []

  init(_ version: ProgramVersion) { sharesLists = version >= ProgramVersion(2, 4, 2) }

  var block: Int { frames.last?.block ?? 0 }
  var isRefused: Bool { if case .refused = frames.last?.kind { true } else { false } }
  var listKey: [UInt8]? { if case .list(let key) = frames.last?.kind { key } else { nil } }

  mutating func read(
    _ statement: Statement, in line: LogicalLine, of inclusion: InclusionID, into state: inout ReadingState
  ) {
    if isVersionLine(statement, line, inclusion, &state) { return }
    switch statement {
    case .include: break
    case .sectionEnd: close(line, &state)
    case .sectionStart(let key, let name): open(key, name, line, inclusion, &state)
    case .groupStart(let label, let name): openGroup(label, name, line, &state)
    case .assignment(let key, let value): assign(key, value, line, inclusion, &state)
    case .malformed(let malformation, let key): malformed(malformation, key, line, &state)
    }
  }

  // MARK: - The version

  /// `dovecot_config_version = 2.4.1` must stand before anything else; the same again is no error.
  private mutating func isVersionLine(
    _ statement: Statement, _ line: LogicalLine, _ inclusion: InclusionID, _ state: inout ReadingState
  ) -> Bool {
    if case .malformed = statement { return false }
    guard case .assignment(let key, let value) = statement,
      key.bytes(in: line).elementsEqual("dovecot_config_version")
    else {
      willInclude(line, &state)
      return false
    }
    let text = Array(value.bytes(in: line))
    if let known = configVersion {
      if known.text != text { changedVersion(line, &state) }
      return true
    }
    configVersion = (text, line.span)
    checkVersion(text, value, line, &state)
    let setting = state.graph.setting(.dovecot, key.bytes(in: line))
    state.add(
      Assignment(
        setting: setting, scope: .global, value: SettingValue(text), valueSpan: line.sourceSpan(of: value.written),
        origin: .file(line.span, inclusion)), AssignmentFacts(block: 0, row: nil, native: nil, expanded: nil))
    return true
  }

  /// Any line before the version, an include too, is one too early.
  mutating func willInclude(_ line: LogicalLine, _ state: inout ReadingState) {
    guard configVersion == nil, !hasMissedVersion else { return }
    hasMissedVersion = true
    missingVersion(line, &state)
  }

  // MARK: - Blocks

  private mutating func close(_ line: LogicalLine, _ state: inout ReadingState) {
    guard let frame = frames.popLast() else { return strayBrace(line, &state) }
    notePlace(of: frame, line, &state)
    guard case .block = frame.kind, let entry = frame.entry, !entry.requiredSetting.isEmpty,
      !blocks[frame.block].hasRequiredSetting
    else { return }
    missingRequired(entry, line, &state)
  }

  private func notePlace(of frame: Frame, _ line: LogicalLine, _ state: inout ReadingState) {
    var path = blocks[frame.block].path
    switch frame.kind {
    case .refused: return
    case .list(let key): path += key + [ASCII.slash]
    case .block: break
    }
    state.places.append(
      BlockPlace(scope: blocks[frame.block].scope, path: path, opened: frame.opened, closed: line.lastSpan))
  }

  private mutating func openGroup(_ label: Word, _ name: Word, _ line: LogicalLine, _ state: inout ReadingState) {
    let word = label.bytes(in: line)
    guard !isRefused else { return push(.refused, block, nil, line) }
    guard block == 0 else {
      refuseBlock("groups must defined at top-level, not under filters", word, line, &state)
      return
    }
    let kind = Block.Kind.group(label: Array(word), name: Array(name.bytes(in: line)))
    push(.block, open(kind, in: 0, at: line.span, &state), nil, line)
  }

  private mutating func open(
    _ key: Word, _ name: Word, _ line: LogicalLine, _ inclusion: InclusionID, _ state: inout ReadingState
  ) {
    guard !isRefused else { return push(.refused, block, nil, line) }
    guard frames.count < Self.maximumDepth else { return tooDeep(line, &state) }
    let written = key.bytes(in: line)
    let word = prefixed(written, state)
    let nameBytes = name.bytes(in: line)
    if let kind = FilterKind(word[...]) {
      return openFilter(kind, nameBytes, word, line, &state)
    }
    guard let entry = state.catalogue.entry(at: word), !entry.type.isOnlyDefault else {
      return unknownBlock(written, line, &state)
    }
    switch entry.type {
    case .namedFilter:
      if nameBytes.isEmpty, !name.isQuoted {
        push(.block, open(.named(word), in: block, at: line.span, &state), entry, line)
      } else {
        refuseBlock("\(word.text) { } must not have a section name", word[...], line, &state)
      }
    case .namedListFilter: openList(entry, word, name, line, inclusion, &state)
    case .stringList, .booleanList: push(.list(key: word), block, entry, line)
    default: openPlainSetting(word, line, &state)
    }
  }

  /// Before 2.4.3 a plain setting may be opened as a block: an assignment inside sets the setting itself.
  private mutating func openPlainSetting(_ word: [UInt8], _ line: LogicalLine, _ state: inout ReadingState) {
    if state.version >= ProgramVersion(2, 4, 3) {
      refuseBlock("Setting \(word.text) cannot be used as a section", word[...], line, &state)
    } else {
      warnOfPlainSettingAsBlock(word, line, &state)
      push(.list(key: word), block, nil, line)
    }
  }

  /// The key of a block completed from the block round it, where such a name exists.
  private func prefixed(_ key: ArraySlice<UInt8>, _ state: ReadingState) -> [UInt8] {
    guard let prefixes = blocks[block].prefixes else { return Array(key) }
    for prefix in [prefixes.full, prefixes.short] {
      let name = prefix + [ASCII.underscore] + key
      if let entry = state.catalogue.entry(at: name), entry.type != .namedFilter, !entry.type.isOnlyDefault {
        return name
      }
    }
    return Array(key)
  }

  private mutating func openFilter(
    _ kind: FilterKind, _ name: ArraySlice<UInt8>, _ word: [UInt8], _ line: LogicalLine, _ state: inout ReadingState
  ) {
    let outer = blocks[block]
    if !outer.path.isEmpty {
      let round = outer.word.text
      refuseBlock(
        "\(round) { \(word.text) { .. } } not allowed (use \(word.text) { \(round) { .. } } instead)", word[...], line,
        &state)
      return
    }
    if kind == .localName, name.contains(ASCII.space) {
      return refuseBlock("Multiple names no longer supported in local_name value", word[...], line, &state)
    }
    let text = kind == .localName ? name.map(ASCII.lowercased).text : name.text
    do throws(TypeMismatch) {
      let facts = try outer.facts.adding(kind, text)
      let place = kind == .local ? facts.local : kind == .remote ? facts.remote : nil
      // A network of every address asks for nothing: the block is the one round it.
      if place?.bits == 0 { return push(.block, block, nil, line) }
      let opened = blocks.open(
        .filter(kind, place?.description ?? text), in: block, facts: facts, at: line.span, &state.graph)
      push(.block, opened, nil, line)
    } catch {
      refuseBlock(error.daemonText, word[...], line, &state)
    }
  }

  private mutating func openList(
    _ entry: CatalogueEntry, _ word: [UInt8], _ name: Word, _ line: LogicalLine, _ inclusion: InclusionID,
    _ state: inout ReadingState
  ) {
    let text = name.bytes(in: line)
    if let problem = problem(with: word, text, name.isQuoted, entry.owner, state.version) {
      return refuseBlock(problem, word[...], line, &state)
    }
    if let outer = frames.last?.entry, outer.requiredSetting.elementsEqual(word) {
      blocks[block].hasRequiredSetting = true
    }
    let opened = open(.list(word, name: Array(text)), in: block, at: line.span, &state)
    push(.block, opened, entry, line)
    nameAgain(opened, entry, Array(text), line, inclusion, &state)
    // The name fills a setting, which may itself be the one that is required.
    if entry.nameField.elementsEqual(entry.requiredSetting), !entry.nameField.isEmpty {
      blocks[opened].hasRequiredSetting = true
    }
  }

  /// `passdb pam {` once more gives the name back that `name = foo` in the block took from it (2.4.1, 2.4.5).
  private mutating func nameAgain(
    _ opened: Int, _ entry: CatalogueEntry, _ name: [UInt8], _ line: LogicalLine, _ inclusion: InclusionID,
    _ state: inout ReadingState
  ) {
    let field = Array(entry.nameField)
    guard !field.isEmpty, blocks[opened].entries[field] != nil else { return }
    let assignment = Assignment(
      setting: state.graph.setting(.dovecot, blocks[opened].path + field), scope: blocks[opened].scope,
      value: SettingValue(name), valueSpan: nil, origin: .file(line.span, inclusion))
    let id = state.add(assignment, AssignmentFacts(block: opened, row: state.catalogue.row(at: field)))
    blocks[opened].entries[field] = .value(id)
  }

  private func problem(
    with word: [UInt8], _ name: ArraySlice<UInt8>, _ isQuoted: Bool, _ owner: ArraySlice<UInt8>,
    _ version: ProgramVersion
  ) -> String? {
    let outer = blocks[block]
    if case .list(let around, _) = outer.kind {
      let isForbidden =
        word.elementsEqual("service")
        || word.elementsEqual("namespace") && (around.elementsEqual("namespace") || around.elementsEqual("mailbox"))
        || word.elementsEqual("mailbox") && around.elementsEqual("mailbox")
      if isForbidden { return "\(word.text) { .. } not allowed under \(around.text) { .. }" }
    }
    if name.isEmpty, !isQuoted { return "\(word.text) { } is missing section name" }
    if owner.elementsEqual("auth"),
      outer.facts.local != nil || outer.facts.localName != nil || outer.facts.remote != nil
    {
      return "Failed to set \(word.text)=\(name.text) for struct auth: "
        + "Auth settings not supported inside local/remote blocks: \(word.text)"
    }
    if let complaint = VariableProgram.complaint(about: name, version) {
      return "Failed to set \(word.text)=\(name.text) for struct \(owner.text): \(name.text): \(complaint)"
    }
    if name.starts(with: Array("__".utf8)) {
      return "Failed to set \(word.text)=\(name.text) for struct \(owner.text): Named list filter name must not begin "
        + "with '__': \(name.text)"
    }
    return nil
  }

  mutating func push(_ kind: Frame.Kind, _ block: Int, _ entry: CatalogueEntry?, _ line: LogicalLine) {
    frames.append(Frame(kind: kind, block: block, entry: entry, opened: line.span, openedLast: line.lastSpan))
  }
}
