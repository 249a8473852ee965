internal import OracleSupport
internal import SourceText
internal import Testing

@Suite struct TextEditTests {
  private static func apply(_ edits: [TextEdit], to text: String) throws(TextEditError) -> String {
    try edits.applied(to: Array(text.utf8)).text
  }

  @Test("an edit changes its span and nothing else")
  func onlyItsSpan() throws {
    let edits = [TextEdit(6..<14, with: Array("yes".utf8)), .insertion(Array("#".utf8), at: 0)]
    #expect(try Self.apply(edits, to: "ssl = required\n") == "#ssl = yes\n")
    #expect(try Self.apply([], to: "a\r\n\u{0}") == "a\r\n\u{0}")
  }

  @Test("insertions at one offset stand in the order given, before a replacement that begins there")
  func sameOffset() throws {
    let edits = [
      TextEdit(1..<2, with: Array("B".utf8)), .insertion(Array("1".utf8), at: 1), .insertion(Array("2".utf8), at: 1),
      .insertion(Array("3".utf8), at: 2),
    ]
    #expect(try Self.apply(edits, to: "abc") == "a12B3c")
  }

  @Test("equal edits count once, wherever they stand in the list")
  func equalEdits() throws {
    let one = TextEdit.insertion(Array("1".utf8), at: 1)
    let two = TextEdit.insertion(Array("2".utf8), at: 1)
    let removal = TextEdit(0..<1, with: [])
    #expect(try Self.apply([removal, one, two, one, removal], to: "ab") == "12b")
  }

  @Test("edits that touch the same byte are refused with both ranges")
  func overlaps() {
    let whole = TextEdit(0..<4, with: Array("x".utf8))
    #expect(throws: TextEditError.overlap(0..<4, 3..<5)) {
      try Self.apply([TextEdit(3..<5, with: []), whole], to: "abcdef")
    }
    #expect(throws: TextEditError.overlap(0..<4, 2..<2)) {
      try Self.apply([whole, .insertion(Array("y".utf8), at: 2)], to: "abcdef")
    }
    #expect(throws: TextEditError.overlap(0..<4, 0..<4)) {
      try Self.apply([whole, TextEdit(0..<4, with: Array("z".utf8))], to: "abcdef")
    }
  }

  @Test("an edit outside the text is refused")
  func outOfBounds() {
    #expect(throws: TextEditError.outOfBounds(2..<4, byteCount: 3)) {
      try Self.apply([TextEdit(2..<4, with: [])], to: "abc")
    }
    #expect(throws: TextEditError.outOfBounds(4..<4, byteCount: 3)) {
      try Self.apply([.insertion([0x61], at: 4)], to: "abc")
    }
    #expect(throws: TextEditError.outOfBounds(-1..<1, byteCount: 3)) {
      try Self.apply([TextEdit(-1..<1, with: [])], to: "abc")
    }
  }

  @Test("many edits at once give what they give one by one, the last first")
  func oneByOne() throws {
    var generator = SplitMix64(seed: propertySeed(0xED17))
    for _ in 0..<propertyCount(500) {
      let bytes = generator.bytes(Int.random(in: 0...40, using: &generator))
      var edits: [TextEdit] = []
      var cursor = 0
      while cursor < bytes.count {
        let lower = Int.random(in: cursor...bytes.count, using: &generator)
        let upper = Int.random(in: lower...bytes.count, using: &generator)
        edits.append(TextEdit(lower..<upper, with: generator.bytes(Int.random(in: 0...4, using: &generator))))
        cursor = upper + 1
      }
      var expected = bytes
      for edit in edits.reversed() { expected.replaceSubrange(edit.range, with: edit.replacement) }
      #expect(try edits.shuffled(using: &generator).applied(to: bytes) == expected, "\(bytes) \(edits)")
    }
  }
}
