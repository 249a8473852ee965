internal import SettingsGraph
internal import SourceText

/// The configuration language of 2.3: filters that are told apart by what they ask, and sections in them.
struct Language2_3: LanguageReader {
  /// A block that is open where the reader stands.
  struct Frame {
    enum Kind: Equatable {
      case filter
      case section
      /// `plugin {`: every key is allowed.
      case list
      /// `auth default {` of version 1: names in it get `auth_` before them.
      case auth
      /// `socket listen {` in it, and `master {` or `client {` in that.
      case socketListen
      case socket(isMaster: Bool)
      /// A block that the daemon refuses; what stands in it is passed over.
      case refused
    }

    let kind: Kind
    let filter: Int
    /// Of the settings inside, with the slash: `service/imap-login/`.
    let path: [UInt8]
    /// The same with `*` for names.
    let cataloguePath: [UInt8]
    /// The words of the sections round a setting, as the daemon's messages show them: `service { `.
    let words: String
    let opened: SourceSpan
    /// The line that the daemon's messages name: the last of an opening that goes over several.
    let openedLast: SourceSpan
  }

  private(set) var records: [FilterRecord]
  private var recordNumbers: [FilterFacts: Int] = [:]
  var frames: [Frame] = []
  let values = TypedValueReader(knowsUnlimited: false)
  /// Where each setting was first set inside a filter, for the warning about a later global one.
  var firstInFilter: [SettingID: SourceSpan] = [:]

  /// The settings of the version 1 socket that is open.
  var socket: [String: Written] = [:]
  var hasSaidObsolete = false
  /// How many sections without a name there were; the daemon calls each by its number while it reads.
  private var unnamedSections = 0

  init() {
    records = [FilterRecord(facts: FilterFacts(), scope: .global, opened: nil)]
    recordNumbers[FilterFacts()] = 0
  }

  var filter: Int { frames.last?.filter ?? 0 }
  var path: [UInt8] { frames.last?.path ?? [] }
  var cataloguePath: [UInt8] { frames.last?.cataloguePath ?? [] }
  var isRefused: Bool { frames.last?.kind == .refused }

  mutating func read(
    _ statement: Statement, in line: LogicalLine, of inclusion: InclusionID, into state: inout ReadingState
  ) {
    switch statement {
    case .include: break
    case .sectionEnd: close(line, &state)
    case .sectionStart(let key, let name): open(key, name, line, inclusion, &state)
    case .assignment(let key, let value): assign(key, value, line, inclusion, &state)
    case .groupStart(let label, _): malformed(.expectingBrace, label, line, &state)
    case .malformed(let malformation, let key): malformed(malformation, key, line, &state)
    }
  }

  func willInclude(_ line: LogicalLine, _ state: inout ReadingState) {}

  func finish(_ state: inout ReadingState) {
    guard let frame = frames.last else { return check(&state) }
    state.refuseWhole(
      "unterminated-section", "The section that is opened here is never closed.", at: frame.opened,
      daemonText: "Missing '}' (section started at \(state.files.place(of: frame.openedLast)))",
      nextStep: "Write the missing } on a line of its own.")
  }

  // MARK: - Blocks

  private mutating func close(_ line: LogicalLine, _ state: inout ReadingState) {
    if let frame = frames.popLast() {
      if case .socket(let isMaster) = frame.kind { closeSocket(isMaster: isMaster, line, &state) }
      guard [.filter, .section, .list].contains(frame.kind) else { return }
      let path = frame.kind == .filter ? [] : frame.path
      state.places.append(
        BlockPlace(scope: records[frame.filter].scope, path: path, opened: frame.opened, closed: line.lastSpan))
      return
    }
    state.refuse(
      "stray-brace", "This } closes nothing.", at: line.span, line: line, daemonText: "Unexpected '}'",
      nextStep: "Remove it, or look above for a block that was closed too early.")
  }

  private mutating func open(
    _ key: Word, _ name: Word, _ line: LogicalLine, _ inclusion: InclusionID, _ state: inout ReadingState
  ) {
    let word = key.bytes(in: line)
    if isRefused {
      push(.refused, word, line)
    } else if openObsolete(word, name, line, inclusion, &state) {
      return
    } else if let kind = FilterKind(word) {
      openFilter(kind, renamedProtocol(kind, name.bytes(in: line), line, &state), word, line, &state)
    } else if frames.last?.kind == .list {
      unknownBlock(word, line, &state)
    } else {
      openSection(word, name, line, inclusion, &state)
    }
  }

  /// `protocol managesieve {` is `protocol sieve {`.
  private mutating func renamedProtocol(
    _ kind: FilterKind, _ name: ArraySlice<UInt8>, _ line: LogicalLine, _ state: inout ReadingState
  ) -> ArraySlice<UInt8> {
    guard kind == .protocolName, path.isEmpty, name.elementsEqual("managesieve") else { return name }
    warnOfObsolete("protocol managesieve {} has been replaced by protocol sieve { }", line, name: name, &state)
    return Array("sieve".utf8)[...]
  }

  /// Inside a section a filter word opens a filter all the same; the section's path is gone until it is closed.
  private mutating func openFilter(
    _ kind: FilterKind, _ name: ArraySlice<UInt8>, _ word: ArraySlice<UInt8>, _ line: LogicalLine,
    _ state: inout ReadingState
  ) {
    do throws(TypeMismatch) {
      let facts = try records[filter].facts.adding(kind, name.text)
      let number = record(facts, line, &state)
      frames.append(
        Frame(
          kind: .filter, filter: number, path: path, cataloguePath: cataloguePath, words: frames.last?.words ?? "",
          opened: line.span, openedLast: line.lastSpan))
    } catch {
      state.refuse(
        "bad-filter", "This filter cannot stand here.", at: line.span, line: line, daemonText: error.daemonText,
        nextStep: "Nest filters in the order local, local_name, remote, protocol.")
      push(.refused, word, line)
    }
  }

  private mutating func record(_ facts: FilterFacts, _ line: LogicalLine, _ state: inout ReadingState) -> Int {
    // A server name is the same in whatever case it is written.
    var key = facts
    key.localName = facts.localName?.lowercased()
    if let known = recordNumbers[key] { return known }
    records.append(FilterRecord(facts: facts, scope: facts.scope(in: &state.graph), opened: line.lastSpan))
    recordNumbers[key] = records.count - 1
    return records.count - 1
  }

  mutating func openSection(
    _ word: ArraySlice<UInt8>, _ name: Word, _ line: LogicalLine, _ inclusion: InclusionID,
    _ state: inout ReadingState
  ) {
    let text = Array(name.bytes(in: line))
    let number = text.isEmpty ? Array(String(unnamedSections).utf8) : text
    if text.isEmpty { unnamedSections += 1 }
    guard !word.contains(ASCII.slash), let entry = state.catalogue.entry(at: cataloguePath + word) else {
      return unknownBlock(word, line, &state)
    }
    let list = path + word
    if isAuthInFilter(entry, in: filter, line, &state) { return push(.refused, word, line) }
    switch entry.type {
    case .stringList:
      push(.list, word, line, path: list + [ASCII.slash], cataloguePath: list + [ASCII.slash])
    case .sectionList, .uniqueSectionList: openSection(entry, text, in: list, word, line, inclusion, &state)
    default: openPlainSetting(entry, number, word, line, inclusion, &state)
    }
  }

  /// `mail_home {` gives the setting the name of the section, or its number; nothing is known inside. In another
  /// section doveconf ends with a panic.
  private mutating func openPlainSetting(
    _ entry: CatalogueEntry, _ value: [UInt8], _ word: ArraySlice<UInt8>, _ line: LogicalLine,
    _ inclusion: InclusionID, _ state: inout ReadingState
  ) {
    var written = Written(
      key: Word(0..<0), value: WrittenValue(.plain, written: 0..<0, text: 0..<0), line: line, inclusion: inclusion,
      name: word)
    written.target = filter
    written.replacement = value
    if !path.isEmpty {
      if accepts(ReadValue(), entry, written, &state) { settingAsBlockInSection(word, line, &state) }
      return push(.refused, word, line)
    }
    assign(written, at: path + entry.name, state.catalogue.row(at: cataloguePath + word), &state)
    let inside = path + word + [ASCII.slash] + value + [ASCII.slash]
    push(.section, word, line, path: inside, cataloguePath: inside)
  }

  private mutating func openSection(
    _ entry: CatalogueEntry, _ name: [UInt8], in list: [UInt8], _ word: ArraySlice<UInt8>, _ line: LogicalLine,
    _ inclusion: InclusionID, _ state: inout ReadingState
  ) {
    let isUnique = entry.type == .uniqueSectionList
    if !isUnique, !name.isEmpty, records[filter].hasNamed(name, in: list) {
      state.refuse(
        "section-exists", "Two \(word.text) sections may not have one name.", at: line.span, line: line,
        daemonText: "\(list.text)/\(name.text) already exists", nextStep: "Give one of them another name, or none.")
      return push(.refused, word, line)
    }
    let (section, _) = records[filter].open(name, in: list, isUnique: isUnique, at: line.span)
    push(
      .section, word, line, path: section.path + [ASCII.slash],
      cataloguePath: Array(cataloguePath) + word + Array("/*/".utf8))
    if !name.isEmpty, !isUnique || isNamed(entry, state) { nameSection(entry, name, line, inclusion, &state) }
  }

  /// `service auth {` once more gives the name back that `name = foo` took from it (2.3.13, 2.3.19).
  private func isNamed(_ entry: CatalogueEntry, _ state: ReadingState) -> Bool {
    state.graph.find(.dovecot, path + entry.nameField).flatMap { records[filter].current[$0] } != nil
  }

  /// `passdb foo {` is a passdb with `name = foo`.
  private mutating func nameSection(
    _ entry: CatalogueEntry, _ name: [UInt8], _ line: LogicalLine, _ inclusion: InclusionID,
    _ state: inout ReadingState
  ) {
    let setting = state.graph.setting(.dovecot, path + entry.nameField)
    let assignment = Assignment(
      setting: setting, scope: records[filter].scope, value: SettingValue(name), valueSpan: nil,
      origin: .file(line.span, inclusion))
    let row = state.catalogue.row(at: cataloguePath + entry.nameField)
    let id = state.add(assignment, AssignmentFacts(block: filter, row: row, native: nil, expanded: nil))
    records[filter].current[setting] = id
  }

  mutating func push(
    _ kind: Frame.Kind, _ word: ArraySlice<UInt8>, _ line: LogicalLine, path: [UInt8]? = nil,
    cataloguePath: [UInt8]? = nil, words: String? = nil
  ) {
    let words = words ?? (frames.last?.words ?? "") + (kind == .refused ? "" : word.text + " { ")
    frames.append(
      Frame(
        kind: kind, filter: filter, path: path ?? self.path, cataloguePath: cataloguePath ?? self.cataloguePath,
        words: words, opened: line.span, openedLast: line.lastSpan))
  }

  mutating func setCurrent(_ setting: SettingID, _ id: AssignmentID, in record: Int) {
    records[record].current[setting] = id
  }

  mutating func openSilently(
    _ name: [UInt8], in list: [UInt8], of record: Int, isUnique: Bool, isNamed: Bool = true, _ line: LogicalLine
  ) {
    let isThere = records[record].has(list + [ASCII.slash] + SectionName.escaped(name))
    _ = records[record].open(name, in: list, isUnique: isUnique, at: line.span, isNamed: isNamed && !isThere)
  }

  mutating func refuseBlock(_ word: ArraySlice<UInt8>, _ line: LogicalLine) { push(.refused, word, line) }
}
