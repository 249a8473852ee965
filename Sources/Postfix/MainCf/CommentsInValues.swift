internal import SourceText

/// `#   b,` between two lines of `mydestination = a,⏎#   b,⏎    c`: for a reader it may end the value, for Postfix not.
package struct CommentInValue: Sendable, Equatable {
  /// The number of the entry whose value goes on below the comment.
  package let entry: Int
  /// The line, without its LF.
  package let line: Range<Int>
  /// Behind the `#` and the white space at either end.
  package let text: Range<Int>
  /// The line right below, which belongs to the value.
  package let next: Range<Int>
}

extension MainCf {
  /// Comments right above a line that continues a value.
  /// - Complexity: O(*n*) in the bytes of the file.
  package var commentsInValues: [CommentInValue] {
    entries.indices.flatMap { number -> [CommentInValue] in
      let span = lines.logical[entries[number].line].lines
      guard span.count > 2 else { return [] }
      return span.dropLast().compactMap { index in
        guard lines.physical[index].kind == .ignored, lines.physical[index + 1].kind == .continuation else {
          return nil
        }
        let line = lines.physical[index].content
        let behind = lines.bytes[line].drop(while: ASCII.isSpace).drop { $0 == ASCII.hash }.trimmingSpace()
        guard !behind.isEmpty else { return nil }
        return CommentInValue(
          entry: number, line: line, text: behind.startIndex..<behind.endIndex,
          next: lines.physical[index + 1].content)
      }
    }
  }
}
