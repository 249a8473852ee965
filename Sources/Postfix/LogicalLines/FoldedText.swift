internal import SourceText

/// `mydestination = a,   b   c`: a logical line as Postfix joins it, with the way back to the file.
///
/// The LF of each line is dropped, its leading blanks stay, nothing is put between.
package struct FoldedText: Sendable {
  /// For a line without continuation these are the file's own bytes, and the offsets are the file's.
  package let text: ArraySlice<UInt8>
  /// Where each piece begins in `text`, and in the file; none where the text is one stretch of the file.
  private let joints: [(folded: Int, source: Int)]

  /// A line without continuation.
  init(_ line: ArraySlice<UInt8>) {
    text = line
    joints = []
  }

  init(_ pieces: [Range<Int>], of bytes: [UInt8]) {
    guard pieces.count > 1, let first = pieces.first else {
      text = bytes[pieces.first ?? 0..<0]
      joints = []
      return
    }
    var joined: [UInt8] = []
    var joints: [(folded: Int, source: Int)] = []
    joints.reserveCapacity(pieces.count)
    joined.reserveCapacity(pieces[pieces.endIndex - 1].upperBound - first.lowerBound)
    for piece in pieces {
      joints.append((joined.count, piece.lowerBound))
      joined += bytes[piece]
    }
    text = joined[...]
    self.joints = joints
  }

  /// Whether the text is one stretch of the file.
  package var isContiguous: Bool { joints.isEmpty }

  /// The text up to its first NUL: all that programs written in C see of it.
  package var visible: ArraySlice<UInt8> {
    text.firstIndex(of: ASCII.null).map { text[..<$0] } ?? text
  }

  /// Where the byte at `offset` of the folded text stands in the file.
  /// - Complexity: O(log *n*) in the continuation lines.
  package func source(of offset: Int) -> Int {
    guard !joints.isEmpty else { return offset }
    let joint = joints[jointIndex(at: offset)]
    return joint.source + (offset - joint.folded)
  }

  /// The stretch of the file from the first byte of `range` to its last; comments between are inside.
  package func source(of range: Range<Int>) -> Range<Int> {
    guard !range.isEmpty else {
      let place =
        range.lowerBound > text.startIndex ? source(of: range.lowerBound - 1) + 1 : source(of: range.lowerBound)
      return place..<place
    }
    return source(of: range.lowerBound)..<source(of: range.upperBound - 1) + 1
  }

  /// Whether `range` is one stretch of the file.
  package func isContiguous(_ range: Range<Int>) -> Bool {
    range.isEmpty || isContiguous || jointIndex(at: range.lowerBound) == jointIndex(at: range.upperBound - 1)
  }

  private func jointIndex(at offset: Int) -> Int {
    var low = 0
    var high = joints.count
    while high - low > 1 {
      let middle = (low + high) / 2
      if joints[middle].folded <= offset { low = middle } else { high = middle }
    }
    return low
  }
}
