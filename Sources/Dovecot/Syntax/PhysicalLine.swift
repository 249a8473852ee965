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
  private let hasAmbiguousHash: Bool
  // Offsets of 32 bits: a million lines take a third of the room that ranges would.
  private let lower: UInt32
  private let upper: UInt32
  private let contentLower: UInt32
  private let contentUpper: UInt32
  private let commentLower: UInt32
  private let commentUpper: UInt32

  /// The whole line with its line end.
  package var range: Range<Int> { Int(lower)..<Int(upper) }
  /// Without white space at either end, the comment, and a continuing backslash.
  package var content: Range<Int> { Int(contentLower)..<Int(contentUpper) }
  /// A comment behind the content, or the whole line's, from its `#` on.
  package var comment: Range<Int>? {
    commentLower < commentUpper ? Int(commentLower)..<Int(commentUpper) : nil
  }
  /// The `#` before which the daemon wants a blank; it warns and takes it for a comment.
  package var ambiguousHash: Int? { hasAmbiguousHash ? Int(commentLower) : nil }

  init(
    _ role: Role, range: Range<Int>, content: Range<Int>, comment: Range<Int>? = nil, hasAmbiguousHash: Bool = false
  ) {
    self.role = role
    self.hasAmbiguousHash = hasAmbiguousHash
    (lower, upper) = (UInt32(range.lowerBound), UInt32(range.upperBound))
    (contentLower, contentUpper) = (UInt32(content.lowerBound), UInt32(content.upperBound))
    // A comment has its `#`, so that no comment at all is the empty range.
    commentLower = UInt32(comment?.lowerBound ?? 0)
    commentUpper = UInt32(comment?.upperBound ?? 0)
  }
}

extension PhysicalLine {
  /// Reads the line that begins at `start`.
  ///
  /// A CR directly before the LF is dropped, and a NUL ends what the daemon sees of the line.
  /// - Complexity: O(*n*) in the bytes of the line.
  init(of bytes: [UInt8], at start: Int, rules: LexicalRules) {
    let (lineFeed, null) = (ASCII.lineFeed, ASCII.null)
    let count = bytes.count
    var next = start
    var end = -1
    while next < count {
      let byte = bytes[next]
      if byte == lineFeed { break }
      if byte == null, end < 0 { end = next }
      next += 1
    }
    let hasLineFeed = next < count
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
      hasAmbiguousHash: isAmbiguous)
  }

  /// The first `#` outside quotes. A quote counts anywhere in the line, and one that is never closed hides the rest.
  private static func commentStart(in bytes: [UInt8], _ content: Range<Int>) -> Int? {
    let (hash, apostrophe, doubleQuote, backslash) = (
      ASCII.hash, ASCII.apostrophe, ASCII.doubleQuote, ASCII.backslash
    )
    var index = content.lowerBound
    while index < content.upperBound {
      let byte = bytes[index]
      if byte == hash { return index }
      if byte == apostrophe || byte == doubleQuote {
        index += 1
        while index < content.upperBound, bytes[index] != byte {
          if bytes[index] == backslash, index + 1 < content.upperBound { index += 1 }
          index += 1
        }
        if index >= content.upperBound { return nil }
      }
      index += 1
    }
    return nil
  }
}
