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
    let isGone = { (item: Range<Int>) in
      element.range.lowerBound <= item.lowerBound && item.upperBound <= element.range.upperBound
    }
    let layout = ListLayout(self, items: items.map { folded.source(of: $0) }, isGone: items.map(isGone))
    let edits = layout.edits
    let kept = items.filter { !isGone($0) }.map { Array(folded.text[$0]) }
    try check(edits, leave: kept, in: entry)
    return edits
  }

  /// The edited list has exactly the items that were to be kept, and everything else is as before.
  func check(_ edits: [TextEdit], leave kept: [[UInt8]], in entry: MainCfEntry) throws(EditError) {
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
  private let items: [Range<Int>]
  private let isGone: [Bool]

  init(_ main: MainCf, items: [Range<Int>], isGone: [Bool]) {
    (self.main, self.items, self.isGone) = (main, items, isGone)
  }

  var edits: [TextEdit] {
    var edits: [TextEdit] = []
    for run in runs {
      let lines = lines(of: items[run.lowerBound].lowerBound..<items[run.upperBound].upperBound)
      if lines.allSatisfy(isWhollyGone) {
        edits += lines.filter { main.lines.physical[$0].kind != .ignored }.map(comment)
      } else {
        edits.append(deletion(of: run))
      }
    }
    return edits
  }

  /// Items that go together: neighbours, each beginning on the line on which the one before ends.
  private var runs: [ClosedRange<Int>] {
    var runs: [ClosedRange<Int>] = []
    for index in items.indices where isGone[index] {
      if let last = runs.last, last.upperBound == index - 1,
        lines(of: items[index - 1]).upperBound == lines(of: items[index]).lowerBound
      {
        runs[runs.count - 1] = last.lowerBound...index
      } else {
        runs.append(index...index)
      }
    }
    return runs
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

  /// A run with the separator before it; the first of a line with the separator behind it, up to the next item; the
  /// only one of the first line with everything behind the `=`.
  private func deletion(of run: ClosedRange<Int>) -> TextEdit {
    let (lower, upper) = (items[run.lowerBound].lowerBound, items[run.upperBound].upperBound)
    let lines = lines(of: lower..<upper)
    let (previous, next) = (run.lowerBound - 1, run.upperBound + 1)
    if previous >= 0, main.lines.physicalIndex(at: items[previous].upperBound - 1) == lines.lowerBound {
      return TextEdit(items[previous].upperBound..<upper, with: [])
    }
    if next < items.count, main.lines.physicalIndex(at: items[next].lowerBound) == lines.upperBound {
      return TextEdit(lower..<items[next].lowerBound, with: [])
    }
    let content = main.lines.physical[lines.upperBound].content
    let end = main.lines.bytes[upper..<content.upperBound].firstIndex { !Tokens.isSeparator($0) }
    return TextEdit(start(of: lower)..<(end ?? content.upperBound), with: [])
  }

  /// Behind the `=` where only blanks stand between it and the item.
  private func start(of lower: Int) -> Int {
    var start = lower
    while start > 0, ASCII.isBlank(main.lines.bytes[start - 1]) { start -= 1 }
    return start > 0 && main.lines.bytes[start - 1] == ASCII.equals ? start : lower
  }
}
