/// Where the lines of a file begin. A line ends after LF, and only there: CR is data to both daemons.
package struct LineIndex: Sendable {
  /// The offset of each line's first byte; never empty.
  private let starts: [UInt32]
  private let byteCount: Int

  /// - Complexity: O(*n*) in the bytes of the file.
  package init(_ bytes: [UInt8]) {
    var starts: [UInt32] = [0]
    var next: UInt32 = 0
    for byte in bytes {
      next += 1
      if byte == 0x0A { starts.append(next) }
    }
    self.starts = starts
    byteCount = bytes.count
  }

  /// The number of lines; text after the last LF counts as one, an empty file has one empty line.
  package var count: Int {
    starts.count > 1 && Int(starts[starts.count - 1]) == byteCount ? starts.count - 1 : starts.count
  }

  /// - Complexity: O(log *n*) in the number of lines.
  package func position(of offset: Int) -> SourcePosition {
    var low = 0
    var high = starts.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if Int(starts[middle]) <= offset { low = middle } else { high = middle }
    }
    return SourcePosition(line: low + 1, column: offset - Int(starts[low]) + 1)
  }

  /// The bytes of a line (counted from 1) with its LF, clamped to the file.
  package func range(ofLine line: Int) -> Range<Int> {
    guard line >= 1, line <= starts.count else { return byteCount..<byteCount }
    let lower = Int(starts[line - 1])
    return lower..<(line < starts.count ? Int(starts[line]) : byteCount)
  }
}
