package import SourceText

/// One opening of one file, cut into lines as the daemon reads it.
///
/// The lines keep every byte: `write(to:)` gives the file back, whatever was in it. A document is read line by line,
/// because an include in the middle of it may leave a continuation behind for the line after.
package struct Document: Sendable {
  /// What reading one more line gave.
  package enum Step: Sendable {
    /// A comment or an empty line; `lost` is what it threw out of a continued value.
    case skipped(lost: [SourceSpan])
    case continued
    case statement(LogicalLine, Statement)
  }

  package let file: FileID
  package let rules: LexicalRules
  package private(set) var lines: [PhysicalLine] = []
  private let bytes: [UInt8]
  private var offset = 0

  package init(_ file: FileID, _ bytes: [UInt8], rules: LexicalRules) {
    self.file = file
    self.bytes = bytes
    self.rules = rules
  }

  /// Reads a whole file as if no file were included in it.
  package init(reading bytes: [UInt8], as file: FileID, rules: LexicalRules) {
    self.init(file, bytes, rules: rules)
    var continuation = Continuation()
    while nextStep(carrying: &continuation) != nil {}
  }

  /// The next line, or nil at the end of the file.
  package mutating func nextStep(carrying continuation: inout Continuation) -> Step? {
    guard offset < bytes.count else { return nil }
    let line = nextLine()
    switch line.role {
    case .blank, .comment, .heredoc:
      guard rules.commentEndsContinuation else { return .skipped(lost: []) }
      let lost = continuation.spans
      continuation.removeAll()
      return .skipped(lost: lost)
    case .continued:
      continuation.append(line.content, of: file, bytes)
      return .continued
    case .complete:
      let logical = LogicalLine(content: line.content, of: bytes, file: file, after: continuation)
      continuation.removeAll()
      let statement = StatementReader.statement(of: logical.bytes, rules: rules)
      if case .assignment(let key, let value) = statement, value.form == .heredoc {
        return readHeredoc(logical, key, value)
      }
      return .statement(logical, statement)
    }
  }

  private mutating func nextLine() -> PhysicalLine {
    let line = PhysicalLine(of: bytes, at: offset, rules: rules)
    offset = line.range.upperBound
    lines.append(line)
    return line
  }

  /// Takes lines as they are until one is exactly the marker. The value ends in a line end.
  private mutating func readHeredoc(_ line: LogicalLine, _ key: Word, _ value: WrittenValue) -> Step {
    let marker = line.bytes[value.text]
    let start = offset
    while offset < bytes.count {
      let next = bytes[offset...].firstIndex(of: ASCII.lineFeed) ?? bytes.count
      var end = next
      if end > offset, bytes[end - 1] == ASCII.carriageReturn { end -= 1 }
      let isMarker = bytes[offset..<end].elementsEqual(marker)
      let text = start..<offset
      let range = offset..<min(next + 1, bytes.count)
      lines.append(PhysicalLine(.heredoc, range: range, content: range))
      offset = range.upperBound
      if isMarker {
        let whole = LogicalLine(line, bytes: bytes[...], marker: range.lowerBound..<end)
        let body = WrittenValue(.heredoc, written: text, text: text, marker: Array(marker))
        return .statement(whole, .assignment(key: Self.moved(key, to: line), value: body))
      }
    }
    // The daemon says so at the last line of the file.
    let reported = lines.last.map { $0.range.lowerBound..<$0.range.lowerBound } ?? 0..<0
    return .statement(LogicalLine(line, reportedAt: reported), .malformed(.missingMarker(Array(marker)), key: key))
  }

  /// The key with its own bytes: the heredoc's logical line has the file's indices.
  private static func moved(_ key: Word, to line: LogicalLine) -> Word {
    let span = line.sourceSpan(of: key.range)
    return Word(span.range, isQuoted: key.isQuoted, unescaped: Array(key.bytes(in: line)))
  }

  package func write(to output: inout [UInt8]) {
    for line in lines { output += bytes[line.range] }
  }
}
