import Foundation
import OracleSupport
import Postfix
import SourceText
import Testing

@Suite("Logical lines")
struct LogicalLinesTests {
  private func values(_ text: String) -> [String] {
    let lines = LogicalLines(Array(text.utf8))
    return lines.logical.map { lines.folded($0).text.text }
  }

  @Test("comments and blank lines inside a value do not end it")
  func commentsInside() {
    #expect(values("a = 1\n# c\n\n  2\n   # d\n  3\nb = 4\n") == ["a = 1  2  3", "b = 4"])
  }

  @Test("a first line with leading white space is dropped with its continuation lines")
  func droppedFirstLine() {
    let lines = LogicalLines(Array("# c\n  a = 1\n  2\nb = 3\n".utf8))
    #expect(lines.logical.count == 1)
    #expect(lines.dropped.count == 1)
    #expect(lines.physical.map(\.kind) == [.ignored, .dropped, .dropped, .start])
  }

  @Test("vertical tab and form feed at the start of a line continue it")
  func verticalTab() {
    #expect(values("a = 1\n\u{0B}2\n\u{0C}3") == ["a = 1\u{0B}2\u{0C}3"])
  }

  @Test("a file without final newline, an empty file and an LF alone are read")
  func ends() {
    #expect(values("a = 1") == ["a = 1"])
    #expect(values("").isEmpty)
    #expect(values("\n").isEmpty)
  }

  @Test("a place in the folded text leads back to the file, over lines and comments")
  func placesInTheFile() {
    let text = Array("a = x,\n# c\n  y,\n  z\n".utf8)
    let lines = LogicalLines(text)
    let folded = lines.folded(lines.logical[0])
    for index in folded.text.indices {
      #expect(text[folded.source(of: index)] == folded.text[index])
    }
  }

  @Test("any bytes print back as they were")
  func printsBack() {
    var generator = SplitMix64(seed: propertySeed(20_240_607))
    for _ in 0..<propertyCount(4000) {
      let bytes = RandomText.bytes(&generator, upTo: 200)
      let lines = LogicalLines(bytes)
      #expect(lines.printed == bytes)
      for line in lines.logical {
        let folded = lines.folded(line)
        #expect(folded.text.indices.allSatisfy { bytes[folded.source(of: $0)] == folded.text[$0] })
      }
      _ = MainCf(bytes).lookalikes { _ in true }
      _ = MasterCf(bytes).writtenEntries
    }
  }

  @Test("every file of the corpora prints back as it was")
  func corpusPrintsBack() throws {
    guard let shared = RecordedAnswers.shared else {
      print("No corpora beside the package (../shared): nothing read.")
      return
    }
    var count = 0
    for folder in ["corpus/postfix", "corpus/tables", "oracle/postfix"] {
      let root = shared.appendingPathComponent(folder)
      let paths = FileManager.default.enumerator(atPath: root.path)?.compactMap { $0 as? String } ?? []
      for path in paths where path.contains("/root/") || path.contains("/in/") {
        guard let bytes = RecordedAnswers.bytes(root.appendingPathComponent(path)) else { continue }
        #expect(LogicalLines(bytes).printed == bytes, "\(path)")
        count += 1
      }
    }
    print("\(count) files read and printed back")
    #expect(count > 0)
  }

  @Test("a million lines and one line of eight megabytes take time in proportion to their size")
  func largeFiles() {
    let many = Array(String(repeating: "a = b\n", count: 200_000).utf8)
    #expect(MainCf(many).entries.count == 200_000)
    let long = Array("a = ".utf8) + Array(repeating: UInt8(ascii: "x"), count: 8 << 20)
    #expect(MainCf(long).entries.count == 1)
    let folded = Array(("a = b" + String(repeating: "\n c", count: 200_000)).utf8)
    #expect(MainCf(folded).assignments[0].value.count == 1 + 2 * 200_000)
  }
}
