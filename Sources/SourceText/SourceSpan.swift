/// A file by its number in a `SourceFiles` table.
package struct FileID: Hashable, Comparable, Sendable {
  package let rawValue: UInt32

  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static func < (a: FileID, b: FileID) -> Bool { a.rawValue < b.rawValue }
}

/// A stretch of bytes of one file; enough to find the text again, and all that an answer keeps of it.
///
/// Offsets count bytes from the start of the file. Files of 4 GiB and more are refused when they are read.
package struct SourceSpan: Hashable, Sendable {
  package let file: FileID
  package let lower: UInt32
  package let upper: UInt32

  package init(file: FileID, lower: UInt32, upper: UInt32) {
    precondition(lower <= upper)
    self.file = file
    self.lower = lower
    self.upper = upper
  }

  package init(file: FileID, _ range: Range<Int>) {
    self.init(file: file, lower: UInt32(range.lowerBound), upper: UInt32(range.upperBound))
  }

  package var range: Range<Int> { Int(lower)..<Int(upper) }
  package var count: Int { Int(upper - lower) }
  package var isEmpty: Bool { lower == upper }
}

/// Line and column as an editor shows them: both count from 1, columns count bytes.
package struct SourcePosition: Hashable, Comparable, Sendable {
  package let line: Int
  package let column: Int

  package init(line: Int, column: Int) {
    self.line = line
    self.column = column
  }

  package static func < (a: SourcePosition, b: SourcePosition) -> Bool {
    (a.line, a.column) < (b.line, b.column)
  }
}
