package import SourceText

/// Edits of master.cf as a person makes them, each checked by reading the edited text again.
extension MasterCf {
  /// `#submission inet n - y - - smtpd` and the `#  -o …` lines below lose their `#`.
  ///
  /// - Parameter isWanted: which options are enabled, by name and value. Those that mention a parameter without a
  ///   value (`$mua_client_restrictions`) stay comments whatever it says: they would make the list empty.
  package func enabling(
    _ service: String, isDefined: (ArraySlice<UInt8>) -> Bool,
    isWanted: (_ name: String, _ value: String) -> Bool = { _, _ in true }
  ) throws(EditError) -> [TextEdit] {
    guard !entries.contains(where: { $0.name == service }) else { throw .alreadyEnabled(service) }
    guard let commented = commented.first(where: { $0.name(in: lines.bytes) == service }) else {
      throw .noSuchService(service)
    }
    var edits = [TextEdit(commented.line.lowerBound..<commented.line.lowerBound + 1, with: [])]
    var meant: [WrittenOption] = []
    for option in commented.options {
      guard let written = written(option), canBeEnabled(written, isDefined),
        isWanted(written.name.text, written.value.text)
      else { continue }
      meant.append(written)
      let isIndented = ASCII.isBlank(lines.bytes[option.line.lowerBound + 1])
      let hash = option.line.lowerBound..<option.line.lowerBound + 1
      edits.append(TextEdit(hash, with: isIndented ? [] : Array("  ".utf8)))
    }
    try check(edits, enable: service, commented, options: meant)
    return edits
  }

  private func canBeEnabled(_ option: WrittenOption, _ isDefined: (ArraySlice<UInt8>) -> Bool) -> Bool {
    MacroReferences(in: option.value[...], dialect: MacroDialect()).names.allSatisfy(isDefined)
  }

  /// An option without its place, for comparison.
  package struct WrittenOption: Equatable, Sendable {
    package let name: [UInt8]
    package var value: [UInt8]

    package init(name: [UInt8], value: [UInt8]) {
      self.name = name
      self.value = value
    }
  }

  /// An entry without its place, for comparison.
  package struct WrittenEntry: Equatable, Sendable {
    package var fields: [[UInt8]]
    package var options: [WrittenOption]
    package var operands: [[UInt8]]
  }

  package var writtenEntries: [WrittenEntry] {
    entries.map { entry in
      WrittenEntry(
        fields: MasterCfField.allCases.map { Array(entry[$0]) },
        options: entry.options.map { WrittenOption(name: $0.nameBytes, value: $0.valueBytes) },
        operands: entry.arguments.operands.map { Array(entry.folded.text[$0]) })
    }
  }

  private func written(_ option: CommentedService.CommentedOption) -> WrittenOption? {
    guard let name = option.name, let value = option.value else { return nil }
    // What stands on a commented line is read as the program would read it once the `#` is gone.
    let line = Array("x inet n - n - - x ".utf8) + lines.bytes[option.line].dropFirst()
    guard let read = MasterCf(line).entries.first, read.options.count == 1, read.arguments.operands.isEmpty else {
      return WrittenOption(name: Array(lines.bytes[name]), value: Array(lines.bytes[value]))
    }
    return WrittenOption(name: read.options[0].nameBytes, value: read.options[0].valueBytes)
  }

  /// One entry more, with the options that were meant and those that stood under it uncommented; the others as before.
  private func check(
    _ edits: [TextEdit], enable service: String, _ commented: CommentedService, options: [WrittenOption]
  ) throws(EditError) {
    guard let text = try? edits.applied(to: lines.bytes) else { throw .notExact }
    let edited = MasterCf(text)
    var after = edited.writtenEntries
    guard let index = edited.entries.firstIndex(where: { $0.name == service }), edited.faults.count == faults.count
    else {
      throw .notExact
    }
    let added = after.remove(at: index)
    var before = writtenEntries
    if commented.strayOptions.isEmpty {
      guard added.options == options, after == before else { throw .notExact }
    } else {
      // The options that belonged to the entry above by mistake come home.
      guard index > 0, index <= before.count else { throw .notExact }
      let stray = before[index - 1].options.suffix(before[index - 1].options.count - after[index - 1].options.count)
      guard Set(added.options.map(\.name)) == Set((options + stray).map(\.name)) else { throw .notExact }
      before[index - 1].options.removeLast(stray.count)
      guard after == before else { throw .notExact }
    }
  }

  // MARK: - New entries

  /// A new entry in the columns of the file, behind the last entry of its type.
  ///
  /// - Parameter fields: the eight fields, `["submission", "inet", "n", "-", "y", "-", "-", "smtpd"]`.
  package func adding(_ fields: [String], options: [WrittenOption]) throws(EditError) -> [TextEdit] {
    guard fields.count == MasterCfEntry.fieldCount else { throw .notExact }
    let service = "\(fields[0])/\(fields[1])"
    guard !entries.contains(where: { $0.name == service }) else { throw .alreadyEnabled(service) }
    let before = entries.lastIndex { $0.type.elementsEqual(fields[1].utf8) } ?? entries.indices.last
    var line = Array(columns(like: before.map { entries[$0] }, fields).utf8)
    for option in options { line += [ASCII.lineFeed] + Array("  ".utf8) + Self.text(of: option) }
    let place = before.map { entries[$0].span.upperBound } ?? lines.bytes.count
    let isAtLineStart = place == 0 || lines.bytes[place - 1] == ASCII.lineFeed
    let isAtEnd = place == lines.bytes.count
    let text = (isAtLineStart ? [] : [ASCII.lineFeed]) + line + (isAtEnd ? [ASCII.lineFeed] : [])
    let edits = [TextEdit.insertion(text, at: place)]
    var meant = writtenEntries
    let added = WrittenEntry(fields: fields.map { Array($0.utf8) }, options: options, operands: [])
    meant.insert(added, at: before.map { $0 + 1 } ?? meant.count)
    try check(edits, give: meant)
    return edits
  }

  /// The fields at the offsets at which another entry has its own.
  private func columns(like entry: MasterCfEntry?, _ fields: [String]) -> String {
    let standard = [0, 10, 16, 24, 32, 40, 48, 56]
    let start = entry?.span.lowerBound ?? 0
    var line = ""
    for (field, text) in zip(MasterCfField.allCases, fields) {
      let column = entry.map { $0.place(of: field).lowerBound - start } ?? standard[field.rawValue]
      let padding = max(field == .service ? 0 : 1, column - line.utf8.count)
      line += String(repeating: " ", count: padding) + text
    }
    return line
  }

  func check(_ edits: [TextEdit], give meant: [WrittenEntry]) throws(EditError) {
    guard let text = try? edits.applied(to: lines.bytes), MasterCf(text).writtenEntries == meant else {
      throw .notExact
    }
  }

  /// `-o name=value`, with braces where the value has blanks.
  static func text(of option: WrittenOption) -> [UInt8] {
    let needsBraces = option.value.contains(where: ASCII.isSpace) || option.value.first == ASCII.leftBrace
    return needsBraces
      ? Array("-o { ".utf8) + option.name + Array(" = ".utf8) + option.value + Array(" }".utf8)
      : Array("-o ".utf8) + option.name + [ASCII.equals] + option.value
  }
}
