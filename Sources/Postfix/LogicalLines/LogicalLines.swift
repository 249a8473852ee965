internal import SourceText

/// `mydestination = a,⏎   b⏎# comment⏎   c⏎`: physical lines, and the logical lines that they make.
///
/// One reader serves main.cf, master.cf and every text table. Empty lines, blank lines and comments contribute nothing
/// and do not end a logical line; a line whose first byte is white space continues the line above them
/// (`readllines`, the same in 3.5 to 3.11). Every byte of the file belongs to exactly one physical line, so the
/// document prints back what it was read from.
package struct LogicalLines: Sendable {
  package let bytes: [UInt8]
  package private(set) var physical: [PhysicalLine] = []
  package private(set) var logical: [LogicalLine] = []
  /// Logical lines that begin with white space, which only happens at the start of a file: dropped as a whole.
  package private(set) var dropped: [LogicalLine] = []
  /// The content of each physical line that has some, without its LF, in reading order.
  private var pieces: [Range<Int>] = []

  /// - Complexity: O(*n*) in the bytes of the file.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    scan()
  }

  /// The bytes again, put together from the physical lines.
  package var printed: [UInt8] { physical.flatMap { bytes[$0.range] } }

  /// The content lines of a logical line, each without its LF.
  package func pieces(of line: LogicalLine) -> ArraySlice<Range<Int>> { pieces[line.pieces] }

  /// From the first byte of the logical line to the last byte of its last content line, without the LF.
  package func range(of line: LogicalLine) -> Range<Int> {
    pieces[line.pieces.lowerBound].lowerBound..<pieces[line.pieces.upperBound - 1].upperBound
  }

  /// What Postfix reads at once: a logical line with the ignored lines below it, since it may go on below them; with
  /// the first one those above it too. A file without any logical line is read at once.
  package var stretches: [(line: LogicalLine?, physical: Range<Int>)] {
    let lines = dropped + logical
    guard !lines.isEmpty else { return physical.isEmpty ? [] : [(nil, physical.indices)] }
    return lines.indices.map { index in
      let start = index == 0 ? 0 : lines[index].lines.lowerBound
      let end = index + 1 < lines.count ? lines[index + 1].lines.lowerBound : physical.count
      return (lines[index], start..<end)
    }
  }

  /// The line as Postfix joins it.
  package func folded(_ line: LogicalLine) -> FoldedText { FoldedText(pieces(of: line), of: bytes) }

  /// The physical line that holds the byte at `offset`.
  /// - Complexity: O(log *n*).
  package func physicalIndex(at offset: Int) -> Int {
    var low = 0
    var high = physical.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if physical[middle].range.lowerBound <= offset { low = middle } else { high = middle }
    }
    return low
  }

  private mutating func scan() {
    var offset = 0
    var open: LogicalLine?
    while offset < bytes.count {
      let end = bytes[offset...].firstIndex(of: ASCII.lineFeed) ?? bytes.count
      let next = end < bytes.count ? end + 1 : end
      let kind = self.kind(of: offset..<end, continuing: open != nil)
      if kind != .ignored {
        if kind != .continuation {
          close(open)
          open = LogicalLine(firstLine: physical.count, piece: pieces.count)
        }
        pieces.append(offset..<end)
        open?.extend(toLine: physical.count, piece: pieces.count)
      }
      physical.append(PhysicalLine(range: offset..<next, contentEnd: end, kind: kind))
      offset = next
    }
    close(open)
    markDroppedLines()
  }

  private func kind(of range: Range<Int>, continuing: Bool) -> PhysicalLine.Kind {
    guard let first = bytes[range].firstIndex(where: { !ASCII.isSpace($0) }), bytes[first] != ASCII.hash else {
      return .ignored
    }
    return first > range.lowerBound && continuing ? .continuation : .start
  }

  private mutating func close(_ line: LogicalLine?) {
    guard let line else { return }
    if ASCII.isSpace(bytes[pieces[line.pieces.lowerBound].lowerBound]) {
      dropped.append(line)
    } else {
      logical.append(line)
    }
  }

  private mutating func markDroppedLines() {
    for line in dropped {
      for index in line.lines where physical[index].kind != .ignored { physical[index].kind = .dropped }
    }
  }
}

/// One line of a file up to and with its LF, and what it is.
package struct PhysicalLine: Sendable, Equatable {
  package enum Kind: Sendable, Equatable {
    /// Empty, blank, or a comment.
    case ignored
    /// The first line of a logical line.
    case start
    /// Continues the logical line above, over any ignored lines between.
    case continuation
    /// Part of a logical line that begins with white space: Postfix warns and drops it.
    case dropped
  }

  package let range: Range<Int>
  /// Where the LF stands; the end of the file where there is none.
  package let contentEnd: Int
  package fileprivate(set) var kind: Kind

  package var content: Range<Int> { range.lowerBound..<contentEnd }
}

/// A start line and its continuation lines, as numbers of physical lines.
package struct LogicalLine: Sendable, Equatable {
  /// From the start line to the last continuation line; ignored lines between are inside.
  package private(set) var lines: Range<Int>
  fileprivate private(set) var pieces: Range<Int>

  fileprivate init(firstLine: Int, piece: Int) {
    lines = firstLine..<firstLine
    pieces = piece..<piece
  }

  fileprivate mutating func extend(toLine line: Int, piece: Int) {
    lines = lines.lowerBound..<line + 1
    pieces = pieces.lowerBound..<piece
  }

  /// The number of the start line, from 1, as messages give it.
  package var lineNumber: Int { lines.lowerBound + 1 }
}
