internal import OracleSupport
internal import SourceText
internal import Testing

@Suite struct LineIndexTests {
  @Test(
    "text after the last LF counts as a line, an empty file has one",
    arguments: [("", 1), ("\n", 1), ("a", 1), ("a\n", 1), ("a\nb", 2), ("\n\n", 2), ("a\r\nb\rc\n", 2)])
  func count(_ text: String, _ lines: Int) {
    #expect(LineIndex(Array(text.utf8)).count == lines)
  }

  @Test("lines and columns count from 1, columns count bytes, and an LF is the last byte of its line")
  func positions() {
    let index = LineIndex(Array("é=1\n\nssl\n".utf8))
    #expect(index.position(of: 0) == SourcePosition(line: 1, column: 1))
    #expect(index.position(of: 2) == SourcePosition(line: 1, column: 3))
    #expect(index.position(of: 4) == SourcePosition(line: 1, column: 5))
    #expect(index.position(of: 5) == SourcePosition(line: 2, column: 1))
    #expect(index.position(of: 9) == SourcePosition(line: 3, column: 4))
    #expect(index.position(of: 10) == SourcePosition(line: 4, column: 1))
  }

  @Test("a line outside the file is an empty range at its end")
  func outside() {
    let index = LineIndex(Array("a\nb".utf8))
    #expect(index.range(ofLine: 1) == 0..<2)
    #expect(index.range(ofLine: 2) == 2..<3)
    #expect(index.range(ofLine: 3) == 3..<3)
    #expect(index.range(ofLine: 0) == 3..<3)
    #expect(index.range(ofLine: -7) == 3..<3)
  }

  @Test("the lines of any text follow each other without a gap, and every byte is in the line of its position")
  func linesCoverTheText() {
    var generator = SplitMix64(seed: propertySeed(0x11E5))
    for _ in 0..<propertyCount(300) {
      let bytes = generator.bytes(Int.random(in: 0...60, using: &generator), from: Array("ab\r\n\n".utf8) + [0, 0xFF])
      let index = LineIndex(bytes)
      var end = 0
      for line in 1...index.count {
        let range = index.range(ofLine: line)
        #expect(range.lowerBound == end, "\(bytes)")
        for offset in range {
          #expect(index.position(of: offset) == SourcePosition(line: line, column: offset - range.lowerBound + 1))
        }
        end = range.upperBound
      }
      #expect(end == bytes.count, "\(bytes)")
    }
  }
}
