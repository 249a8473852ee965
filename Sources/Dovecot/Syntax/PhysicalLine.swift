internal import SourceText

/// `  ssl = yes   # comment`: one line of a file, cut into what the daemon keeps and what it drops.
///
/// The ranges of all lines of a file follow one another without a gap, so that printing them gives the file.
package struct PhysicalLine: Sendable, Equatable {
  package enum Role: Sendable, Equatable {
    /// Nothing but white space. Like a comment it empties the continuation buffer.
    case blank
    case comment
    /// Ends in a backslash: the next line goes on.
    case continued
    case complete
    /// A line between `<<END` and `END`, taken as it is.
    case heredoc
  }

  package let role: Role
  /// The whole line with its line end.
  package let range: Range<Int>
  /// Without white space at either end, the comment, and a continuing backslash.
  package let content: Range<Int>
  /// A comment behind the content, or the whole line's, from its `#` on.
  package let comment: Range<Int>?
  /// The `#` before which the daemon wants a blank; it warns and takes it for a comment.
  package let ambiguousHash: Int?

  init(
    _ role: Role, range: Range<Int>, content: Range<Int>, comment: Range<Int>? = nil, ambiguousHash: Int? = nil
  ) {
    self.role = role
    self.range = range
    self.content = content
    self.comment = comment
    self.ambiguousHash = ambiguousHash
  }
}

extension PhysicalLine {
  /// Reads the line that begins at `start`.
  ///
  /// A CR directly before the LF is dropped, and a NUL ends what the daemon sees of the line.
  /// - Complexity: O(*n*) in the bytes of the line.
  init(of bytes: [UInt8], at start: Int, rules: LexicalRules) {
    var next = start
    var end = -1
    while next < bytes.count, bytes[next] != ASCII.lineFeed {
      if bytes[next] == ASCII.null, end < 0 { end = next }
      next += 1
    }
    let hasLineFeed = next < bytes.count
    if end < 0 {
      end = hasLineFeed && next > start && bytes[next - 1] == ASCII.carriageReturn ? next - 1 : next
    }
    let range = start..<(hasLineFeed ? next + 1 : next)
    var lower = start
    while lower < end, rules.isSpace(bytes[lower]) { lower += 1 }
    if lower == end {
      self.init(.blank, range: range, content: end..<end)
    } else if bytes[lower] == ASCII.hash {
      self.init(.comment, range: range, content: lower..<lower, comment: lower..<end)
    } else {
      self.init(content: lower..<end, in: range, of: bytes, rules: rules)
    }
  }

  private init(content: Range<Int>, in range: Range<Int>, of bytes: [UInt8], rules: LexicalRules) {
    let hash = Self.commentStart(in: bytes, content)
    let comment = hash.map { $0..<content.upperBound }
    let isAmbiguous = hash.map { !rules.isSpace(bytes[$0 - 1]) } ?? false
    func trimmed(_ upper: Int) -> Int {
      var upper = upper
      while upper > content.lowerBound, rules.isSpace(bytes[upper - 1]) { upper -= 1 }
      return upper
    }
    var upper = trimmed(hash ?? content.upperBound)
    let isContinued = upper > content.lowerBound && bytes[upper - 1] == ASCII.backslash
    if isContinued { upper = trimmed(upper - 1) }
    self.init(
      isContinued ? .continued : .complete, range: range, content: content.lowerBound..<upper, comment: comment,
      ambiguousHash: isAmbiguous ? hash : nil)
  }

  /// The first `#` outside quotes. A quote counts anywhere in the line, and one that is never closed hides the rest.
  private static func commentStart(in bytes: [UInt8], _ content: Range<Int>) -> Int? {
    var index = content.lowerBound
    while index < content.upperBound {
      let byte = bytes[index]
      if byte == ASCII.hash { return index }
      if byte == ASCII.apostrophe || byte == ASCII.doubleQuote {
        index += 1
        while index < content.upperBound, bytes[index] != byte {
          if bytes[index] == ASCII.backslash, index + 1 < content.upperBound { index += 1 }
          index += 1
        }
        if index >= content.upperBound { return nil }
      }
      index += 1
    }
    return nil
  }
}
