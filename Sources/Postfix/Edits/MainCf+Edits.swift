package import SourceText

/// Edits of main.cf as a person makes them: the bytes that have to change, and no others.
///
/// Each is checked before it is given: the edited text is read again and must differ in exactly what was meant.
extension MainCf {
  /// `ssl = old` becomes `ssl = new`; only the bytes of the value change.
  package func replacingValue(of entry: MainCfEntry, with value: [UInt8]) throws(EditError) -> [TextEdit] {
    try Self.checkWritable(value)
    // Behind a bare `name =` a blank comes first.
    let needsBlank =
      entry.value.isEmpty && entry.value.lowerBound > 0 && lines.bytes[entry.value.lowerBound - 1] == ASCII.equals
    let edits = [TextEdit(entry.value, with: (needsBlank && !value.isEmpty ? [ASCII.space] : []) + value)]
    var meant = assignments
    if let index = entries.firstIndex(of: entry) { meant[index].value = value }
    try check(edits, give: meant)
    return edits
  }

  /// A new line `name = value`: below a commented-out assignment of the name, else behind the parameter whose name is
  /// most like it, else at the end.
  package func adding(_ name: String, value: [UInt8]) throws(EditError) -> [TextEdit] {
    try Self.checkWritable(value)
    let line = Array("\(name) = ".utf8) + value
    for place in places(for: name) {
      let edits = [insertion(of: line, at: place)]
      guard let index = entryCount(before: place) else { continue }
      var meant = assignments
      meant.insert(WrittenAssignment(name: Array(name.utf8), value: value), at: index)
      if (try? check(edits, give: meant)) != nil { return edits }
    }
    throw .notExact
  }

  /// `#name = value`: every line of the assignment becomes a comment.
  package func commentingOut(_ entry: MainCfEntry) throws(EditError) -> [TextEdit] {
    let content = lines.pieces(of: lines.logical[entry.line])
    let edits = content.map { TextEdit.insertion([ASCII.hash], at: $0.lowerBound) }
    try check(edits, give: entries.filter { $0 != entry }.map(written))
    return edits
  }

  // MARK: - Places

  /// Ends of lines where a new line may follow, best first.
  private func places(for name: String) -> [Int] {
    let bytes = Array(name.utf8)
    var places = lookalikes { $0.elementsEqual(bytes) }.filter { $0.cause == .commentedOut }.map(\.line.upperBound)
    let words = name.split(separator: "_")
    let like = entries.map { entry -> (common: Int, end: Int) in
      let other = self.name(of: entry).text.split(separator: "_")
      return (zip(words, other).prefix { $0 == $1 }.count, entry.span.upperBound)
    }
    let most = like.map(\.common).max() ?? 0
    if most > 0, let last = like.last(where: { $0.common == most }) { places.append(last.end) }
    return places + [lines.bytes.count]
  }

  private func insertion(of line: [UInt8], at place: Int) -> TextEdit {
    let isAtLineStart = place == 0 || lines.bytes[place - 1] == ASCII.lineFeed
    let isAtEnd = place == lines.bytes.count
    if isAtLineStart, isAtEnd { return .insertion(line + [ASCII.lineFeed], at: place) }
    return .insertion([ASCII.lineFeed] + line + (isAtEnd ? [ASCII.lineFeed] : []), at: place)
  }

  /// The number of entries before a place; nil inside one.
  private func entryCount(before place: Int) -> Int? {
    entries.contains { $0.span.lowerBound < place && place < $0.span.upperBound }
      ? nil : entries.count { $0.span.lowerBound < place }
  }

  // MARK: - Checks

  /// An assignment without its place, for comparison.
  package struct WrittenAssignment: Equatable, Sendable {
    package let name: [UInt8]
    package var value: [UInt8]
  }

  package var assignments: [WrittenAssignment] { entries.map(written) }

  private func written(_ entry: MainCfEntry) -> WrittenAssignment {
    WrittenAssignment(name: Array(name(of: entry)), value: Array(value(of: entry)))
  }

  static func checkWritable(_ value: [UInt8]) throws(EditError) {
    guard !value.contains(ASCII.lineFeed), !value.contains(ASCII.null), value.trimmingSpace().count == value.count
    else { throw .unwritableValue }
  }

  func check(_ edits: [TextEdit], give meant: [WrittenAssignment]) throws(EditError) {
    guard let text = try? edits.applied(to: lines.bytes), MainCf(text).assignments == meant else { throw .notExact }
  }
}
