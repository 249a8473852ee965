internal import SourceText

/// Writes JSON in the order in which it is told; two blanks of indentation, no trailing blanks.
package struct JSONWriter: Sendable {
  package private(set) var bytes: [UInt8] = []
  private var depth = 0
  private var needsComma = false
  private var followsKey = false

  package init() {}

  package mutating func object(_ body: (inout JSONWriter) -> Void) { container("{", "}", body) }
  package mutating func array(_ body: (inout JSONWriter) -> Void) { container("[", "]", body) }

  package mutating func array<Elements: Sequence>(
    _ elements: Elements, _ body: (inout JSONWriter, Elements.Element) -> Void
  ) {
    array { writer in for element in elements { body(&writer, element) } }
  }

  package mutating func key(_ name: String) {
    separate()
    quoted(name)
    bytes += ": ".utf8
    followsKey = true
  }

  package mutating func value(_ text: String) {
    separate()
    quoted(text)
    needsComma = true
  }

  package mutating func value(_ number: Int) { literal(String(number)) }
  package mutating func value(_ flag: Bool) { literal(flag ? "true" : "false") }
  package mutating func null() { literal("null") }

  package mutating func value(_ text: String?) {
    if let text { value(text) } else { null() }
  }

  package mutating func value(_ number: Int?) {
    if let number { value(number) } else { null() }
  }

  package mutating func field(_ name: String, _ text: String?) {
    key(name)
    value(text)
  }

  package mutating func field(_ name: String, _ number: Int?) {
    key(name)
    value(number)
  }

  package mutating func field(_ name: String, _ flag: Bool) {
    key(name)
    value(flag)
  }

  /// The document with its final line end.
  package var document: [UInt8] { bytes + [ASCII.lineFeed] }

  private mutating func literal(_ text: String) {
    separate()
    bytes += text.utf8
    needsComma = true
  }

  private mutating func container(_ opening: String, _ closing: String, _ body: (inout JSONWriter) -> Void) {
    separate()
    bytes += opening.utf8
    let start = bytes.count
    depth += 1
    needsComma = false
    body(&self)
    depth -= 1
    if bytes.count > start { newLine() }
    bytes += closing.utf8
    needsComma = true
  }

  private mutating func separate() {
    if followsKey {
      followsKey = false
      return
    }
    if needsComma { bytes.append(ASCII.comma) }
    if depth > 0 { newLine() }
    needsComma = false
  }

  private mutating func newLine() {
    bytes.append(ASCII.lineFeed)
    bytes += repeatElement(ASCII.space, count: 2 * depth)
  }

  private mutating func quoted(_ text: String) {
    bytes.append(ASCII.doubleQuote)
    for byte in text.utf8 {
      switch byte {
      case ASCII.doubleQuote: bytes += "\\\"".utf8
      case ASCII.backslash: bytes += "\\\\".utf8
      case ASCII.lineFeed: bytes += "\\n".utf8
      case ASCII.tab: bytes += "\\t".utf8
      case ASCII.carriageReturn: bytes += "\\r".utf8
      case 0..<0x20, 0x7F:
        let hex = String(byte, radix: 16)
        bytes += ("\\u" + String(repeating: "0", count: 4 - hex.count) + hex).utf8
      default: bytes.append(byte)
      }
    }
    bytes.append(ASCII.doubleQuote)
  }
}
