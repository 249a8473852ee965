package import SourceText

extension MasterCf {
  /// Sets `-o name=value` of a service: replaces the value of its last such option, or adds one.
  package func setting(_ option: WrittenOption, of service: String) throws(EditError) -> [TextEdit] {
    try MainCf.checkWritable(option.value)
    guard let index = entries.lastIndex(where: { $0.name == service }) else { throw .noSuchService(service) }
    let entry = entries[index]
    var meant = writtenEntries
    let edits: [TextEdit]
    if let place = entry.options.lastIndex(where: { $0.nameBytes == option.name }) {
      meant[index].options[place].value = option.value
      edits = [replacement(of: entry.options[place], with: option)]
    } else {
      meant[index].options.append(option)
      edits = [insertion(of: option, in: entry)]
    }
    try check(edits, give: meant)
    return edits
  }

  /// Only the value where its form allows it, else the whole option in braces.
  private func replacement(of old: ServiceOption, with option: WrittenOption) -> TextEdit {
    let fits = old.isBraced || !option.value.contains(where: ASCII.isSpace)
    return fits ? TextEdit(old.value, with: option.value) : TextEdit(old.span, with: Self.text(of: option))
  }

  /// Behind the last option, or the command: on a line of its own where nothing follows on that line.
  private func insertion(of option: WrittenOption, in entry: MasterCfEntry) -> TextEdit {
    let place = entry.options.last?.span.upperBound ?? entry.place(of: .command).upperBound
    let line = lines.physical[lines.physicalIndex(at: place - 1)]
    guard lines.bytes[place..<line.contentEnd].allSatisfy(ASCII.isSpace) else {
      return .insertion([ASCII.space] + Self.text(of: option), at: place)
    }
    return .insertion([ASCII.lineFeed] + indentation(of: entry) + Self.text(of: option), at: line.contentEnd)
  }

  /// The white space before the last option that begins a line; two blanks where none does.
  private func indentation(of entry: MasterCfEntry) -> ArraySlice<UInt8> {
    for option in entry.options.reversed() {
      let line = lines.physical[lines.physicalIndex(at: option.span.lowerBound)]
      let before = lines.bytes[line.range.lowerBound..<option.span.lowerBound]
      if line.kind == .continuation, before.allSatisfy(ASCII.isSpace) { return before }
    }
    return [ASCII.space, ASCII.space]
  }

  /// Takes every `-o name=…` of a service away: a line with nothing else on it becomes a comment.
  package func removing(_ name: String, of service: String) throws(EditError) -> [TextEdit] {
    guard let index = entries.lastIndex(where: { $0.name == service }) else { throw .noSuchService(service) }
    let gone = entries[index].options.filter { $0.nameBytes.elementsEqual(name.utf8) }
    guard !gone.isEmpty else { throw .noSuchOption(name) }
    let edits = gone.map(removal)
    var meant = writtenEntries
    meant[index].options.removeAll { $0.name.elementsEqual(name.utf8) }
    try check(edits, give: meant)
    return edits
  }

  private func removal(of option: ServiceOption) -> TextEdit {
    let first = lines.physicalIndex(at: option.span.lowerBound)
    let line = lines.physical[first]
    let before = lines.bytes[line.range.lowerBound..<option.span.lowerBound]
    let isAlone =
      before.allSatisfy(ASCII.isSpace) && line.kind == .continuation
      && option.span.upperBound <= line.contentEnd
      && lines.bytes[option.span.upperBound..<line.contentEnd].allSatisfy(ASCII.isSpace)
    if isAlone { return .insertion([ASCII.hash], at: line.range.lowerBound) }
    var start = option.span.lowerBound
    while start > line.range.lowerBound, ASCII.isBlank(lines.bytes[start - 1]) { start -= 1 }
    return TextEdit(
      (before.allSatisfy(ASCII.isSpace) ? option.span.lowerBound : start)..<option.span.upperBound, with: [])
  }
}
