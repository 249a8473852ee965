package import SourceText

/// `    permit_sasl_authenticated` between two lines of a folded list: an element put in, with the list's layout kept.
extension MainCf {
  /// Puts an element before `anchor`, or at the end of the list.
  ///
  /// Where each element has a line of its own, the new one gets one too; else it stands in the line of its neighbour.
  /// Commas are written where the list has them.
  package func inserting(
    _ element: [UInt8], before anchor: RestrictionElement?, of entry: MainCfEntry
  ) throws(EditError) -> [TextEdit] {
    try Self.checkWritable(element)
    let (folded, value) = foldedValue(of: entry)
    let items = Tokens.split(folded.text[value])
    guard let last = items.last else { return try replacingValue(of: entry, with: element) }
    let index = anchor.flatMap { anchor in items.firstIndex { $0.lowerBound == anchor.range.lowerBound } }
    let hasCommas = items.count < 2 || folded.text[items[0].upperBound..<items[1].lowerBound].contains(ASCII.comma)
    let edits =
      if let index {
        insertion(element, before: folded.source(of: items[index]).lowerBound, hasCommas: hasCommas)
      } else {
        insertion(element, after: folded.source(of: last).upperBound, hasCommas: hasCommas)
      }
    let added = Tokens.split(element[...]).map { Array(element[$0]) }
    var wanted = items.map { Array(folded.text[$0]) }
    wanted.insert(contentsOf: added, at: index ?? items.count)
    try check(edits, leave: wanted, in: entry)
    return edits
  }

  private func insertion(_ element: [UInt8], before place: Int, hasCommas: Bool) -> [TextEdit] {
    let line = lines.physical[lines.physicalIndex(at: place)]
    let indent = Array(lines.bytes[line.range.lowerBound..<place])
    let isFirst = line.kind == .continuation && indent.allSatisfy(ASCII.isSpace)
    let comma: [UInt8] = hasCommas ? [ASCII.comma] : []
    return isFirst
      ? [.insertion(indent + element + comma + [ASCII.lineFeed], at: line.range.lowerBound)]
      : [.insertion(element + comma + [ASCII.space], at: place)]
  }

  private func insertion(_ element: [UInt8], after place: Int, hasCommas: Bool) -> [TextEdit] {
    let line = lines.physical[lines.physicalIndex(at: place - 1)]
    let text = lines.bytes[line.range.lowerBound..<place]
    let comma: [UInt8] = hasCommas ? [ASCII.comma] : []
    let isAlone = line.kind == .continuation && Tokens.split(text).count == 1
    let separator = isAlone ? [ASCII.lineFeed] + Array(text.prefix(while: ASCII.isSpace)) : [ASCII.space]
    return [.insertion(comma + separator + element, at: place)]
  }
}
