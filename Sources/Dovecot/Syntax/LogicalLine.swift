package import SourceText

/// `ssl_cipher_list = A \` and `  B`: what the daemon takes as one line, and where its bytes stand.
///
/// Pieces of a continued value are joined by one blank each. A backslash at the end of an included file joins with the
/// next line of the including file, so that the pieces may stand in several files (2.3.19, 2.4.1, 2.4.5).
package struct LogicalLine: Sendable {
  /// Bytes that stand one after the other in a file.
  struct Piece: Sendable {
    /// Where the piece begins in the logical line.
    let start: Int
    let file: FileID
    let range: Range<Int>
  }

  /// The bytes as the daemon reads them. Of a line that is not continued these are the file's own, with its indices.
  package let bytes: ArraySlice<UInt8>
  /// Empty for a line that is not continued.
  let pieces: [Piece]
  /// The file of the last physical line, which is where the daemon reports errors.
  package let file: FileID
  /// From the first byte of the line to the last, in its last file.
  package let span: SourceSpan
  /// The content of the last physical line, whose line number the daemon's messages name.
  package let lastSpan: SourceSpan

  init(content: Range<Int>, of bytes: [UInt8], file: FileID, after continuation: Continuation) {
    self.file = file
    lastSpan = SourceSpan(file: file, content)
    if continuation.isEmpty {
      self.bytes = bytes[content]
      pieces = []
      span = lastSpan
    } else {
      let last = Piece(start: continuation.bytes.count, file: file, range: content)
      self.bytes = (continuation.bytes + bytes[content])[...]
      pieces = continuation.pieces + [last]
      let first = continuation.pieces.first { $0.file == file } ?? last
      span = SourceSpan(file: file, first.range.lowerBound..<content.upperBound)
    }
  }

  /// The line that goes on over the lines of a heredoc.
  init(_ line: LogicalLine, bytes: ArraySlice<UInt8>, marker: Range<Int>) {
    self.bytes = bytes
    pieces = []
    file = line.file
    span = SourceSpan(file: line.file, Int(line.span.lower)..<marker.upperBound)
    lastSpan = SourceSpan(file: line.file, marker)
  }

  /// The line as it is, with another place for the daemon's messages.
  init(_ line: LogicalLine, reportedAt range: Range<Int>) {
    bytes = line.bytes
    pieces = line.pieces
    file = line.file
    span = line.span
    lastSpan = SourceSpan(file: line.file, range)
  }

  /// Where `range` of the logical line stands in its file, with any line ends between; nil where it begins in another.
  package func sourceSpan(of range: Range<Int>) -> SourceSpan {
    guard !pieces.isEmpty else { return SourceSpan(file: file, range) }
    let lower = offset(of: range.lowerBound)
    let upper = range.isEmpty ? lower : offset(of: range.upperBound - 1) + 1
    return SourceSpan(file: file, lower..<max(lower, upper))
  }

  /// Whether the range stands in one piece, so that the file's bytes there are the value's.
  package func isContiguous(_ range: Range<Int>) -> Bool {
    guard !pieces.isEmpty else { return true }
    guard let piece = pieces.last(where: { $0.start <= range.lowerBound }) else { return false }
    return piece.file == file && range.upperBound <= piece.start + piece.range.count
  }

  private func offset(of index: Int) -> Int {
    guard let piece = pieces.last(where: { $0.start <= index && $0.file == file }) else { return Int(span.lower) }
    return min(piece.range.lowerBound + (index - piece.start), piece.range.upperBound)
  }
}

/// What a backslash at the end of a line has collected so far.
package struct Continuation: Sendable {
  fileprivate(set) var bytes: [UInt8] = []
  fileprivate(set) var pieces: [LogicalLine.Piece] = []

  package init() {}

  var isEmpty: Bool { bytes.isEmpty }

  /// A line of a backslash alone adds nothing, not even the blank.
  mutating func append(_ content: Range<Int>, of file: FileID, _ source: [UInt8]) {
    guard !content.isEmpty else { return }
    pieces.append(LogicalLine.Piece(start: bytes.count, file: file, range: content))
    bytes += source[content]
    bytes.append(ASCII.space)
  }

  mutating func removeAll() {
    guard !bytes.isEmpty else { return }
    bytes.removeAll()
    pieces.removeAll()
  }

  /// Where the collected text stands, piece by piece.
  var spans: [SourceSpan] { pieces.map { SourceSpan(file: $0.file, $0.range) } }
}
