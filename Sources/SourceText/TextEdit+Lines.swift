extension TextEdit {
  /// The edits that turn one text into another, line by line: what several edits after one another come to.
  ///
  /// - Complexity: as `UnifiedDiff`.
  package static func lineEdits(from old: [UInt8], to new: [UInt8]) -> [TextEdit] {
    let oldLines = UnifiedDiff.lines(of: old)
    let newLines = UnifiedDiff.lines(of: new)
    return LineScript(from: oldLines, to: newLines).changes.map { change in
      let lower = change.old.lowerBound < oldLines.count ? oldLines[change.old.lowerBound].startIndex : old.count
      let upper = change.old.isEmpty ? lower : oldLines[change.old.upperBound - 1].endIndex
      return TextEdit(lower..<upper, with: newLines[change.new].flatMap { $0 })
    }
  }
}
