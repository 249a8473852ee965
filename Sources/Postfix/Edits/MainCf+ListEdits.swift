package import SourceText

/// `#    reject_non_fqdn_helo_hostname`: one element of a folded list taken out, with the list's layout kept.
extension MainCf {
  /// The elements of a restriction list, with ranges in the folded text of the entry.
  package func restrictions(of entry: MainCfEntry, classes: Set<[UInt8]> = []) -> RestrictionList {
    let (folded, value) = foldedValue(of: entry)
    return RestrictionList(folded.text[value], classes: classes)
  }

  /// Where a range of an entry's folded text stands in the file.
  package func source(of range: Range<Int>, in entry: MainCfEntry) -> Range<Int> {
    foldedValue(of: entry).folded.source(of: range)
  }

  /// Takes one element out of a list, with its argument.
  ///
  /// Where it stands alone on its lines, they become comments and keep their indentation; where it shares a line,
  /// only its own bytes and one separator go.
  package func commentingOut(
    _ element: RestrictionElement, of entry: MainCfEntry
  ) throws(EditError) -> [TextEdit] {
    let (folded, value) = foldedValue(of: entry)
    let items = Tokens.split(folded.text[value])
    let isGone = { (item: Range<Int>) in element.range.lowerBound <= item.lowerBound && item.upperBound <= element.range.upperBound }
    let layout = ListLayout(self, entry, items: items.map { folded.source(of: $0) }, isGone: items.map(isGone))
    let edits = layout.edits
    let kept = items.filter { !isGone($0) }.map { Array(folded.text[$0]) }
    try check(edits, leave: kept, in: entry)
    return edits
  }

  /// The edited list has exactly the items that were to be kept, and everything else is as before.
  private func check(_ edits: [TextEdit], leave kept: [[UInt8]], in entry: MainCfEntry) throws(EditError) {
    guard let index = entries.firstIndex(of: entry), let text = try? edits.applied(to: lines.bytes) else {
      throw .notExact
    }
    var after = MainCf(text).assignments
    var before = assignments
    guard after.count == before.count else { throw .notExact }
    let value = after[index].value[...]
    guard Tokens.split(value).map({ Array(value[$0]) }) == kept else { throw .notExact }
    after.remove(at: index)
    before.remove(at: index)
    guard after == before else { throw .notExact }
  }
}

/// The items of one folded list by the lines that they stand on.
private struct ListLayout {
  private let main: MainCf
  private let entry: MainCfEntry
  private let items: [Range<Int>]
  private let isGone: [Bool]

  init(_ main: MainCf, _ entry: MainCfEntry, items: [Range<Int>], isGone: [Bool]) {
    (self.main, self.entry, self.items, self.isGone) = (main, entry, items, isGone)
  }

  var edits: [TextEdit] {
    var edits: [TextEdit] = []
    for index in items.indices where isGone[index] {
      let lines = lines(of: items[index])
      if lines.allSatisfy(isWhollyGone) {
        edits += lines.filter { main.lines.physical[$0].kind != .ignored }.map(comment)
      } else {
        edits.append(deletion(of: index))
      }
    }
    // Two items of one element on one line give the same comment twice.
    var seen: Set<TextEdit> = []
    return edits.filter { seen.insert($0).inserted }
  }

  private func lines(of range: Range<Int>) -> ClosedRange<Int> {
    main.lines.physicalIndex(at: range.lowerBound)...main.lines.physicalIndex(at: range.upperBound - 1)
  }

  /// Whether a line continues the list and holds nothing but items that go.
  private func isWhollyGone(_ line: Int) -> Bool {
    guard main.lines.physical[line].kind != .start else { return false }
    return items.indices.allSatisfy { isGone[$0] || !lines(of: items[$0]).contains(line) }
  }

  private func comment(_ line: Int) -> TextEdit {
    .insertion([ASCII.hash], at: main.lines.physical[line].range.lowerBound)
  }

  /// The item with the separator behind it, up to the next item of its line; the last of a line with the separator
  /// before it; the only one of the first line with everything behind the `=`.
  private func deletion(of index: Int) -> TextEdit {
    let item = items[index]
    let line = main.lines.physicalIndex(at: item.upperBound - 1)
    if index + 1 < items.count, main.lines.physicalIndex(at: items[index + 1].lowerBound) == line {
      return TextEdit(item.lowerBound..<items[index + 1].lowerBound, with: [])
    }
    if index > 0, main.lines.physicalIndex(at: items[index - 1].upperBound - 1) == lines(of: item).lowerBound {
      return TextEdit(items[index - 1].upperBound..<item.upperBound, with: [])
    }
    let content = main.lines.physical[line].content
    let end = main.lines.bytes[item.upperBound..<content.upperBound].firstIndex { !Tokens.isSeparator($0) }
    return TextEdit(start(of: item)..<(end ?? content.upperBound), with: [])
  }

  /// Behind the `=` where only blanks stand between it and the item.
  private func start(of item: Range<Int>) -> Int {
    var start = item.lowerBound
    while start > 0, ASCII.isBlank(main.lines.bytes[start - 1]) { start -= 1 }
    return start > 0 && main.lines.bytes[start - 1] == ASCII.equals ? start : item.lowerBound
  }
}
