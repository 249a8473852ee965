internal import SettingsGraph
internal import SourceText

/// `logical line must not start with whitespace: "…"`: what Postfix says while it reads the lines of any of its files.
struct ReadingProblem {
  enum Kind { case leadingSpace, nullByte }

  let kind: Kind
  /// The first of the physical lines, from 1.
  let number: Int
  let range: Range<Int>
  /// Postfix' words; nil where this version reads on without a word.
  let message: String?

  /// - Parameter path: as messages name the file.
  static func all(in lines: LogicalLines, _ path: String, version: ProgramVersion) -> [ReadingProblem] {
    leadingSpace(in: lines, path) + nullBytes(in: lines, path, tells: version >= ProgramVersion(3, 9))
  }

  private static func leadingSpace(in lines: LogicalLines, _ path: String) -> [ReadingProblem] {
    lines.dropped.map { line in
      let folded = lines.folded(line)
      let start = folded.visible.prefix(30).printable + (folded.text.count > 30 ? "..." : "")
      return ReadingProblem(
        kind: .leadingSpace, number: line.lineNumber, range: lines.range(of: line),
        message: "\(path): logical line must not start with whitespace: \"\(start)\"")
    }
  }

  /// Only from 3.9 on does Postfix tell; it names the lines that it has read together, comments and all.
  private static func nullBytes(in lines: LogicalLines, _ path: String, tells: Bool) -> [ReadingProblem] {
    guard lines.bytes.contains(ASCII.null) else { return [] }
    return lines.stretches.compactMap { stretch in
      let physical = lines.physical[stretch.physical]
      guard let torn = physical.first(where: { lines.bytes[$0.content].contains(ASCII.null) }) else { return nil }
      let last = stretch.physical.upperBound
      let first = stretch.line?.lineNumber ?? last
      let numbers = first == last ? "\(last)" : "\(first)-\(last)"
      return ReadingProblem(
        kind: .nullByte, number: first, range: torn.content,
        message: tells ? "\(path), line \(numbers): text after null byte may be ignored" : nil)
    }
  }
}
