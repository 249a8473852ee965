internal import SourceText

/// `#relayhost = x`, or ` relayhost = x` inside the value above: a line that a reader takes for an assignment.
package struct LookalikeAssignment: Sendable, Equatable {
  package enum Cause: Sendable, Equatable {
    case commentedOut
    /// White space before the name makes the line a part of the value above.
    case swallowed(entry: Int)
    /// The first logical line of the file begins with white space: Postfix drops it with a warning.
    case dropped
  }

  package let cause: Cause
  /// The content of the physical line.
  package let line: Range<Int>
  package let name: Range<Int>
  package let value: Range<Int>
}

extension MainCf {
  /// Lines that look like an assignment of some parameter and are none; `isName` says which names count.
  package func lookalikes(where isName: (ArraySlice<UInt8>) -> Bool) -> [LookalikeAssignment] {
    var owner: Int?
    var nextEntry = 0
    var found: [LookalikeAssignment] = []
    for line in lines.physical {
      switch line.kind {
      case .start:
        while nextEntry < entries.count, entries[nextEntry].span.lowerBound < line.range.lowerBound { nextEntry += 1 }
        let isOwner = nextEntry < entries.count && entries[nextEntry].span.lowerBound == line.range.lowerBound
        owner = isOwner ? nextEntry : nil
      case .continuation:
        guard let owner else { continue }
        append(.swallowed(entry: owner), line.content, to: &found, where: isName)
      case .dropped: append(.dropped, line.content, to: &found, where: isName)
      case .ignored:
        let content = lines.bytes[line.content]
        guard let hash = content.firstIndex(of: ASCII.hash) else { continue }
        let behind = content[hash...].drop { $0 == ASCII.hash }
        append(.commentedOut, behind.startIndex..<behind.endIndex, to: &found, where: isName, line: line.content)
      }
    }
    return found
  }

  private func append(
    _ cause: LookalikeAssignment.Cause, _ range: Range<Int>, to found: inout [LookalikeAssignment],
    where isName: (ArraySlice<UInt8>) -> Bool, line: Range<Int>? = nil
  ) {
    guard let split = try? NameValue(splitting: lines.bytes[range]), isName(lines.bytes[split.name]) else { return }
    found.append(LookalikeAssignment(cause: cause, line: line ?? range, name: split.name, value: split.value))
  }
}
