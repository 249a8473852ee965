/// The difference of two texts as `diff -u` writes it; `patch -p1` and `git apply` take it with offset 0.
package struct UnifiedDiff: Sendable {
  /// `@@ -12,7 +12,7 @@` and the lines below it.
  package struct Hunk: Sendable {
    package enum Line: Sendable, Equatable {
      case context(ArraySlice<UInt8>)
      case removed(ArraySlice<UInt8>)
      case added(ArraySlice<UInt8>)
    }

    /// The first line of the hunk, from 1; the line before it where the count is 0, as diff does.
    package let oldStart: Int
    package let oldCount: Int
    package let newStart: Int
    package let newCount: Int
    package let lines: [Line]
  }

  package let oldPath: String
  package let newPath: String
  /// The old path of a file that is yet to be made: `patch` and `git apply` create the new one then.
  package static let absentPath = "/dev/null"
  package let hunks: [Hunk]

  package var isEmpty: Bool { hunks.isEmpty }

  /// Compares line by line.
  ///
  /// - Complexity: O(*n* + *d*²) in lines and differing lines. Where more than 2,000 lines differ in a row the
  ///   whole stretch is one replacement: still correct, only longer than it need be.
  package init(
    from old: [UInt8], to new: [UInt8], oldPath: String, newPath: String, context: Int = 3
  ) {
    self.oldPath = oldPath
    self.newPath = newPath
    let oldLines = Self.lines(of: old)
    let newLines = Self.lines(of: new)
    hunks = Self.hunks(
      of: LineScript(from: oldLines, to: newLines), oldLines: oldLines, newLines: newLines, context: context)
  }

  /// Appends the diff with its two header lines; nothing where the texts are equal.
  package func write(to output: inout [UInt8]) {
    guard !isEmpty else { return }
    output += "--- \(Self.quoted(oldPath))\n+++ \(Self.quoted(newPath))\n".utf8
    for hunk in hunks { hunk.write(to: &output) }
  }

  package var bytes: [UInt8] {
    var output: [UInt8] = []
    write(to: &output)
    return output
  }

  /// Each line with its LF; the last may lack one.
  static func lines(of bytes: [UInt8]) -> [ArraySlice<UInt8>] {
    var lines: [ArraySlice<UInt8>] = []
    var start = 0
    for offset in bytes.indices where bytes[offset] == ASCII.lineFeed {
      lines.append(bytes[start...offset])
      start = offset + 1
    }
    if start < bytes.count { lines.append(bytes[start...]) }
    return lines
  }

  /// A file name as git writes it in a header: in double quotes where it has bytes that would confuse a reader.
  private static func quoted(_ path: String) -> String {
    let needsQuotes = path.utf8.contains {
      $0 < 0x20 || $0 == ASCII.doubleQuote || $0 == ASCII.backslash || $0 >= 0x7F
    }
    guard needsQuotes else {
      // patch(1) ends a name at a tab; one after the name keeps blanks inside it.
      return path.utf8.contains(ASCII.space) ? path + "\t" : path
    }
    var result = "\""
    for byte in path.utf8 {
      switch byte {
      case ASCII.doubleQuote: result += "\\\""
      case ASCII.backslash: result += "\\\\"
      case ASCII.lineFeed: result += "\\n"
      case ASCII.tab: result += "\\t"
      case 0x20..<0x7F: result.unicodeScalars.append(Unicode.Scalar(byte))
      default:
        let octal = String(byte, radix: 8)
        result += "\\" + String(repeating: "0", count: 3 - octal.count) + octal
      }
    }
    return result + "\""
  }

  /// Groups the differing lines with `context` equal lines on either side.
  private static func hunks(
    of script: LineScript, oldLines: [ArraySlice<UInt8>], newLines: [ArraySlice<UInt8>], context: Int
  ) -> [Hunk] {
    var hunks: [Hunk] = []
    var index = 0
    let changes = script.changes
    while index < changes.count {
      var last = index
      while last + 1 < changes.count,
        changes[last + 1].old.lowerBound - changes[last].old.upperBound <= 2 * context
      {
        last += 1
      }
      let leading = min(context, changes[index].old.lowerBound)
      let trailing = min(context, oldLines.count - changes[last].old.upperBound)
      let oldRange = (changes[index].old.lowerBound - leading)..<(changes[last].old.upperBound + trailing)
      let newRange = (changes[index].new.lowerBound - leading)..<(changes[last].new.upperBound + trailing)
      var lines: [Hunk.Line] = []
      var cursor = oldRange.lowerBound
      for change in changes[index...last] {
        lines += oldLines[cursor..<change.old.lowerBound].map { .context($0) }
        lines += oldLines[change.old].map { .removed($0) }
        lines += newLines[change.new].map { .added($0) }
        cursor = change.old.upperBound
      }
      lines += oldLines[cursor..<oldRange.upperBound].map { .context($0) }
      hunks.append(
        Hunk(
          oldStart: oldRange.isEmpty ? oldRange.lowerBound : oldRange.lowerBound + 1,
          oldCount: oldRange.count,
          newStart: newRange.isEmpty ? newRange.lowerBound : newRange.lowerBound + 1,
          newCount: newRange.count,
          lines: lines))
      index = last + 1
    }
    return hunks
  }
}

extension UnifiedDiff.Hunk {
  /// `@@ -oldStart,oldCount +newStart,newCount @@`; a count of one is left out, as diff does.
  package var header: String {
    func range(_ start: Int, _ count: Int) -> String { count == 1 ? "\(start)" : "\(start),\(count)" }
    return "@@ -\(range(oldStart, oldCount)) +\(range(newStart, newCount)) @@"
  }

  func write(to output: inout [UInt8]) {
    output += header.utf8
    output.append(ASCII.lineFeed)
    for line in lines {
      switch line {
      case .context(let bytes): Self.write(bytes, marked: ASCII.space, to: &output)
      case .removed(let bytes): Self.write(bytes, marked: ASCII.hyphen, to: &output)
      case .added(let bytes): Self.write(bytes, marked: ASCII.plus, to: &output)
      }
    }
  }

  private static func write(_ line: ArraySlice<UInt8>, marked mark: UInt8, to output: inout [UInt8]) {
    output.append(mark)
    output += line
    if line.last != ASCII.lineFeed { output += "\n\\ No newline at end of file\n".utf8 }
  }
}
