internal import SettingsGraph
internal import SourceText

extension Language2_3 {
  /// An assignment as it is written, or what the daemon makes of it.
  struct Written {
    let key: Word
    let value: WrittenValue
    let line: LogicalLine
    let inclusion: InclusionID
    var name: ArraySlice<UInt8>
    /// The value in place of the written one, where an old name is translated.
    var replacement: [UInt8]?
    /// The record that it goes into.
    var target = 0

    var text: ArraySlice<UInt8> { replacement?[...] ?? value.bytes(in: line) }
  }

  mutating func assign(
    _ key: Word, _ value: WrittenValue, _ line: LogicalLine, _ inclusion: InclusionID, _ state: inout ReadingState
  ) {
    guard !isRefused else { return }
    var written = Written(key: key, value: value, line: line, inclusion: inclusion, name: key.bytes(in: line))
    written.target = filter
    if written.name.isEmpty {
      return path.isEmpty ? missingKey(line, &state) : unknownSetting(key, line, &state)
    }
    if assignInSocket(written) || assignObsolete(written, &state) { return }
    if frames.last?.kind == .list {
      // A key of a string list: it has no row, and every value is text. With a slash it would be in another list.
      if written.name.contains(ASCII.slash) { return unknownSetting(key, line, &state) }
      renameInPlugin(&written, &state)
      return assign(written, at: path + written.name, nil, &state)
    }
    if written.name.contains(ASCII.slash), let place = place(of: written.name, line, state) {
      if let entry = place.row.flatMap({ state.catalogue[$0] }), entry.type.isSectionList {
        return openEmpty(place.path, entry, value, line, &state)
      }
      return assign(written, at: place.path, place.row, &state)
    }
    guard let (entry, row) = entry(for: written.name, state) else { return unknownSetting(key, line, &state) }
    switch entry.type {
    case .sectionList, .uniqueSectionList: openEmpty(path + entry.name, entry, value, line, &state)
    case .stringList: break
    case .section, .defaultOverride: unknownSetting(key, line, &state)
    default: assign(written, at: path + entry.name, row, &state)
    }
  }

  /// `service/imap/process_limit`: a path through sections that are there, or to a key of a list.
  private mutating func place(
    of name: ArraySlice<UInt8>, _ line: LogicalLine, _ state: ReadingState
  ) -> (path: [UInt8], row: Int?)? {
    var (path, pattern, rest) = (path, cataloguePath, name)
    var opened: [(list: [UInt8], name: [UInt8])] = []
    while let slash = rest.firstIndex(of: ASCII.slash) {
      guard let entry = state.catalogue.entry(at: pattern + rest[..<slash]) else { return nil }
      let list = path + rest[..<slash]
      rest = rest[(slash + 1)...]
      if entry.type == .stringList {
        return rest.contains(ASCII.slash) ? nil : (list + [ASCII.slash] + rest, nil)
      }
      guard entry.type.isBlock, let end = rest.firstIndex(of: ASCII.slash) else { return nil }
      path = list + [ASCII.slash] + rest[..<end]
      if !records[filter].has(path) {
        path = path.map(ASCII.lowercased)
        guard state.catalogue.entry(at: path)?.type == .section else { return nil }
      }
      if entry.type == .uniqueSectionList { opened.append((list, SectionName.unescaped(path[(list.count + 1)...]))) }
      path.append(ASCII.slash)
      pattern = Array(entry.path) + Array("/*/".utf8)
      rest = rest[(end + 1)...]
    }
    guard let row = state.catalogue.row(at: pattern + rest), let type = state.catalogue[row]?.type,
      !type.isBlock || (type.isSectionList && !opened.isEmpty)
    else { return nil }
    for (list, name) in opened { openSilently(name, in: list, of: filter, isUnique: true, line) }
    return (path + rest, row)
  }

  /// The row of a setting in the sections that are open; an alias is what it stands for.
  private func entry(for name: ArraySlice<UInt8>, _ state: ReadingState) -> (CatalogueEntry, Int)? {
    guard let row = state.catalogue.row(at: cataloguePath + name), let entry = state.catalogue[row] else { return nil }
    guard entry.type == .alias else { return (entry, row) }
    guard let target = state.catalogue.row(at: cataloguePath + entry.rawDefault) else { return nil }
    return state.catalogue[target].map { ($0, target) }
  }

  /// `service = imap` opens the section as `service imap {` and `}` would, but gives a new one no name.
  private mutating func openEmpty(
    _ list: [UInt8], _ entry: CatalogueEntry, _ value: WrittenValue, _ line: LogicalLine, _ state: inout ReadingState
  ) {
    if isAuthInFilter(entry, in: filter, line, &state) { return }
    let names = value.bytes(in: line).split { $0 == ASCII.comma || ASCII.isBlank($0) }
    for name in names {
      let isBuiltIn = state.catalogue.entry(at: list + [ASCII.slash] + name)?.type == .section
      openSilently(
        Array(name), in: list, of: filter, isUnique: entry.type == .uniqueSectionList, isNamed: isBuiltIn, line)
    }
  }

  mutating func assign(_ written: Written, at fullPath: [UInt8], _ row: Int?, _ state: inout ReadingState) {
    let (value, line) = (written.value, written.line)
    let isTranslated = written.replacement != nil
    guard let read = isTranslated ? ReadValue() : readValue(value, of: written.name, line, &state) else { return }
    let entry = row.flatMap { state.catalogue[$0] }
    let setting = state.graph.setting(.dovecot, fullPath)
    warnOfLaterGlobal(setting, written.name, line, &state)
    if let entry, !accepts(read, entry, written, &state) { return }
    // The path of a file is no secret, what stands in the file is.
    let isSecret = value.form != .file && (entry?.isSecret ?? CatalogueEntry.isSecret(name: written.name))
    let assignment = Assignment(
      setting: setting, scope: records[written.target].scope,
      value: written.replacement.map { SettingValue($0, isSecret: isSecret) }
        ?? settingValue(value, line, isSecret: isSecret),
      valueSpan: isTranslated ? nil : line.sourceSpan(of: value.written),
      origin: .file(line.span, written.inclusion))
    let id = state.add(
      assignment, AssignmentFacts(block: written.target, row: row, native: read.native, expanded: read.expanded))
    setCurrent(setting, id, in: written.target)
    guard !isTranslated else { return }
    if value.form == .file { state.addFileEdge(id, path: value.bytes(in: line), in: line.file) }
    if value.form == .variable { state.addReferenceEdges(id, value.bytes(in: line), prefix: "$") }
  }

  /// The bytes as read: those of the file where they stand there in one piece.
  private func settingValue(_ value: WrittenValue, _ line: LogicalLine, isSecret: Bool) -> SettingValue {
    let range = value.form == .file ? value.written : value.text
    if value.unescaped == nil, line.isContiguous(range) {
      return SettingValue(line.sourceSpan(of: range), isSecret: isSecret)
    }
    let bytes = value.form == .file ? Array(line.bytes[range]) : Array(value.bytes(in: line))
    return SettingValue(bytes, isSecret: isSecret)
  }

  /// Whether the value is one of the setting's type, and the setting may stand here.
  func accepts(
    _ read: ReadValue, _ entry: CatalogueEntry, _ written: Written, _ state: inout ReadingState
  ) -> Bool {
    let line = written.line
    do throws(TypeMismatch) {
      _ = try values.value(read.native?[...] ?? written.text, of: entry)
    } catch {
      refuseValue(
        entry, error, at: written.key.range.isEmpty ? line.span : line.sourceSpan(of: written.value.written), line,
        &state)
      return false
    }
    return !isAuthInFilter(entry, in: written.target, line, &state)
  }

  /// Whether a setting of the authentication stands where it does not count, which the daemon refuses.
  func isAuthInFilter(
    _ entry: CatalogueEntry, in record: Int, _ line: LogicalLine, _ state: inout ReadingState
  ) -> Bool {
    let facts = records[record].facts
    guard entry.owner.elementsEqual("auth"), facts.local != nil || facts.localName != nil || facts.remote != nil else {
      return false
    }
    state.refuse(
      "auth-in-filter", "Authentication settings do not work inside local and remote blocks.", at: line.span,
      line: line, daemonText: "Auth settings not supported inside local/remote blocks: \(entry.name.text)",
      nextStep: "Move the setting out of the block.")
    return true
  }

  // MARK: - Values

  /// A value with references; nil members where they are the bytes of the file.
  struct ReadValue {
    var native: [UInt8]?
    var expanded: [UInt8]?
  }

  /// Expands what the daemon expands; nil where it refuses to.
  private func readValue(
    _ value: WrittenValue, of name: ArraySlice<UInt8>, _ line: LogicalLine, _ state: inout ReadingState
  ) -> ReadValue? {
    switch value.form {
    case .plain, .quoted, .heredoc: return ReadValue()
    case .file: return ReadValue(native: [ASCII.less] + value.bytes(in: line))
    case .variable:
      if LexicalRules(state.version).variables == .everyWord {
        state.noteEnvironment(value.bytes(in: line), at: line.sourceSpan(of: value.written))
      }
      var references = ReferenceExpansion(
        language: self, name: name, isFirstWordOnly: LexicalRules(state.version).variables == .firstWord)
      let read = references.expand(value.bytes(in: line), state)
      guard let unknown = references.unknown else { return read }
      let isSelf = unknown.elementsEqual(name)
      if isSelf { refuseUnknownVariable(unknown, line, &state) } else { warnOfUnknownVariable(unknown, line, &state) }
      return isSelf ? nil : read
    }
  }
}

/// `$mail_plugins sieve`: the words of a value, each replaced if it is a reference.
///
/// `doveconf -n` expands only a reference to the setting itself; the server expands all. A reference gives the value
/// at this point of the reading, not the final one. In a filter a reference to itself falls back to the global value,
/// and one to another setting to that setting's default (2.3.19).
struct ReferenceExpansion {
  let language: Language2_3
  let name: ArraySlice<UInt8>
  let isFirstWordOnly: Bool
  private(set) var unknown: ArraySlice<UInt8>?

  init(language: Language2_3, name: ArraySlice<UInt8>, isFirstWordOnly: Bool) {
    self.language = language
    self.name = name
    self.isFirstWordOnly = isFirstWordOnly
  }

  mutating func expand(_ text: ArraySlice<UInt8>, _ state: ReadingState) -> Language2_3.ReadValue {
    var native: [UInt8] = []
    var expanded: [UInt8] = []
    var index = text.startIndex
    var isFirst = true
    while true {
      let end = text[index...].firstIndex(of: ASCII.space) ?? text.endIndex
      let word = text[index..<end]
      if word.first == ASCII.dollar, isFirst || !isFirstWordOnly {
        let reference = word.dropFirst()
        let value = value(of: reference, state)
        native += reference.elementsEqual(name) ? value : Array(word)
        expanded += value
      } else {
        native += word
        expanded += word
      }
      isFirst = false
      guard end < text.endIndex else { break }
      if isFirstWordOnly {
        native += text[end...]
        expanded += text[end...]
        break
      }
      native.append(ASCII.space)
      expanded.append(ASCII.space)
      index = text[end...].firstIndex { !ASCII.isBlank($0) } ?? text.endIndex
    }
    return Language2_3.ReadValue(native: native, expanded: expanded)
  }

  private mutating func value(of reference: ArraySlice<UInt8>, _ state: ReadingState) -> [UInt8] {
    // Unknown, which is not empty.
    if reference.starts(with: Array("ENV:".utf8)), !isFirstWordOnly { return [ASCII.dollar] + reference }
    guard let row = state.catalogue.row(at: reference), let entry = state.catalogue[row], !entry.type.isBlock,
      !entry.type.isList
    else {
      unknown = unknown ?? reference
      return []
    }
    let isSelf = reference.elementsEqual(name)
    for filter in isSelf ? language.filtersOutward() : [language.filter] {
      guard let setting = state.graph.find(.dovecot, reference),
        let id = language.records[filter].current[setting]
      else { continue }
      let bytes = state.nativeValue(of: id)
      return (try? language.values.value(bytes, of: entry))?.normalForm ?? Array(bytes)
    }
    return entry.defaultValue(knowsUnlimited: false)?.normalForm ?? []
  }
}

extension Language2_3 {
  /// The filters that are open, innermost first, the global one last.
  func filtersOutward() -> [Int] {
    var filters: [Int] = []
    for frame in frames.reversed() where filters.last != frame.filter { filters.append(frame.filter) }
    if filters.last != 0 { filters.append(0) }
    return filters
  }
}
