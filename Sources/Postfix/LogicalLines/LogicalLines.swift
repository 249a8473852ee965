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

  /// - Complexity: O(*n*) in the bytes of the file.
  package init(_ bytes: [UInt8]) {
    self.bytes = bytes
    scan()
  }

  /// The bytes again, put together from the physical lines.
  package var printed: [UInt8] { physical.flatMap { bytes[$0.range] } }

  /// The content lines of a logical line, each without its LF.
  package func pieces(of line: LogicalLine) -> [Range<Int>] {
    physical[line.lines].lazy.filter { $0.kind != .ignored }.map(\.content)
  }

  /// From the first byte of the logical line to the last byte of its last content line, without the LF.
  package func range(of line: LogicalLine) -> Range<Int> {
    physical[line.lines.lowerBound].range.lowerBound..<physical[line.lines.upperBound - 1].contentEnd
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
  package func folded(_ line: LogicalLine) -> FoldedText {
    line.lines.count == 1 ? FoldedText(bytes[range(of: line)]) : FoldedText(pieces(of: line), of: bytes)
  }

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
    // What the loops ask of every byte stands here: a name of another module is a call.
    let (lineFeed, hash) = (ASCII.lineFeed, ASCII.hash)
    let file = bytes
    let text = file.span
    // Counted first: an array that grows holds twice what it needs while it does.
    var count = 1
    for index in text.indices where text[index] == lineFeed { count += 1 }
    physical.reserveCapacity(count)
    logical.reserveCapacity(count)
    var offset = 0
    var open: LogicalLine?
    while offset < text.count {
      var end = offset
      while end < text.count, text[end] != lineFeed, Self.isSpace(text[end]) { end += 1 }
      let first = end
      while end < text.count, text[end] != lineFeed { end += 1 }
      let isIgnored = first == end || text[first] == hash
      let kind: PhysicalLine.Kind = isIgnored ? .ignored : first > offset && open != nil ? .continuation : .start
      let number = physical.count
      let hasLineFeed = end < text.count
      physical.append(PhysicalLine(offset..<end, hasLineFeed: hasLineFeed, kind: kind))
      if kind == .start {
        close(open)
        open = LogicalLine(firstLine: number)
      } else if kind == .continuation {
        open?.extend(toLine: number)
      }
      offset = end + (hasLineFeed ? 1 : 0)
    }
    close(open)
    markDroppedLines()
  }

  /// `ASCII.isSpace`, in numbers.
  private static func isSpace(_ byte: UInt8) -> Bool { byte == 0x20 || byte >= 0x09 && byte <= 0x0D }

  private mutating func close(_ line: LogicalLine?) {
    guard let line else { return }
    if ASCII.isSpace(bytes[physical[line.lines.lowerBound].range.lowerBound]) {
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

/// One line of a file up to and with its LF, and what it is. Twelve bytes: of hostile input there are millions.
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

  private let start: UInt32
  private let end: UInt32
  private let hasLineFeed: Bool
  package fileprivate(set) var kind: Kind

  /// Files of 4 GiB and more are refused when they are read.
  fileprivate init(_ content: Range<Int>, hasLineFeed: Bool, kind: Kind) {
    start = UInt32(content.lowerBound)
    end = UInt32(content.upperBound)
    self.hasLineFeed = hasLineFeed
    self.kind = kind
  }

  package var content: Range<Int> { Int(start)..<Int(end) }
  package var range: Range<Int> { Int(start)..<Int(end) + (hasLineFeed ? 1 : 0) }
  /// Where the LF stands; the end of the file where there is none.
  package var contentEnd: Int { Int(end) }
}

/// A start line and its continuation lines, as numbers of physical lines.
package struct LogicalLine: Sendable, Equatable {
  private let first: UInt32
  private var last: UInt32

  fileprivate init(firstLine: Int) {
    first = UInt32(firstLine)
    last = first
  }

  fileprivate mutating func extend(toLine line: Int) { last = UInt32(line) }

  /// From the start line to the last continuation line; ignored lines between are inside.
  package var lines: Range<Int> { Int(first)..<Int(last) + 1 }

  /// The number of the start line, from 1, as messages give it.
  package var lineNumber: Int { Int(first) + 1 }
}
