import Reports
import Testing

@Suite("JSON output")
struct JSONWriterTests {
  @Test("objects, arrays and empty containers are separated and indented")
  func layout() {
    var json = JSONWriter()
    json.object { json in
      json.field("a", 1)
      json.key("b")
      json.array([true, false]) { json, flag in json.value(flag) }
      json.key("c")
      json.object { _ in }
      json.field("d", nil as String?)
    }
    #expect(
      String(decoding: json.document, as: UTF8.self)
        == "{\n  \"a\": 1,\n  \"b\": [\n    true,\n    false\n  ],\n  \"c\": {},\n  \"d\": null\n}\n")
  }

  @Test("quotes, backslashes and control characters are escaped, other text is not")
  func escapes() {
    var json = JSONWriter()
    json.value("\"\\\n\t\u{1}\u{7F}ü")
    #expect(String(decoding: json.bytes, as: UTF8.self) == "\"\\\"\\\\\\n\\t\\u0001\\u007fü\"")
  }
}

@Suite("Terminal output")
struct TextOutputTests {
  @Test("an escape sequence from a configuration file is shown, never sent to the terminal")
  func controlCharacters() {
    var output = TextOutput()
    output.line("a\u{1B}[2Jb\u{9B}c")
    #expect(String(decoding: output.bytes, as: UTF8.self) == "a\\x1b[2Jb\\x9bc\n")
  }

  @Test("a paragraph is folded at the width, with every line indented")
  func folding() {
    var output = TextOutput(style: TextStyle(width: 44))
    output.paragraph("one two three four five six seven eight nine ten", indent: 4)
    #expect(
      String(decoding: output.bytes, as: UTF8.self)
        == "    one two three four five six seven eight\n    nine ten\n")
  }

  @Test("colour is sent only where the style says so")
  func colour() {
    var plain = TextOutput()
    plain.line("x", .red)
    #expect(plain.bytes == Array("x\n".utf8))
    var coloured = TextOutput(style: TextStyle(usesColour: true))
    coloured.line("x", .red)
    #expect(coloured.bytes == Array("\u{1B}[31mx\u{1B}[0m\n".utf8))
  }
}
