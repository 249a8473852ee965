internal import SourceText
internal import Testing

@Suite struct ASCIITests {
  @Test("white space is that of isspace in the C locale, and nothing above 127 is")
  func space() {
    let spaces = (UInt8.min...UInt8.max).filter(ASCII.isSpace)
    #expect(spaces == [0x09, 0x0A, 0x0B, 0x0C, 0x0D, 0x20])
    #expect((UInt8.min...UInt8.max).filter(ASCII.isBlank) == [0x09, 0x20])
  }

  @Test("letters, digits and lower case are those of ASCII")
  func letters() {
    let letters = (UInt8.min...UInt8.max).filter(ASCII.isLetter)
    #expect(letters.text == "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz")
    #expect((UInt8.min...UInt8.max).filter(ASCII.isDigit).text == "0123456789")
    #expect(letters.map(ASCII.lowercased).text == "abcdefghijklmnopqrstuvwxyzabcdefghijklmnopqrstuvwxyz")
    #expect([0xC4, 0x5B, 0x40].map(ASCII.lowercased) == [0xC4, 0x5B, 0x40])
  }

  @Test("trimming takes white space from both ends only", arguments: ["", " ", " a ", "a b", "\t\u{b}a b\r\n"])
  func trimming(_ text: String) {
    let trimmed = Array(text.utf8).trimmingSpace().text
    #expect(trimmed == ["": "", " ": "", " a ": "a", "a b": "a b"][text, default: "a b"])
  }

  @Test("bytes that are not UTF-8 become U+FFFD in text for a reader")
  func text() {
    #expect([0x61, 0xFF, 0x62].text == "a\u{FFFD}b")
    #expect([0x73, 0x73, 0x6C].elementsEqual("ssl"))
    #expect(![0x73, 0x73].elementsEqual("ssl"))
  }
}
