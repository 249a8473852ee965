internal import SourceText

/// Writes TOML for people: keys in a chosen order, long text in literal blocks, comments where they help.
struct TOMLWriter {
  private(set) var bytes: [UInt8] = []

  mutating func comment(_ text: String) { line("# " + text) }
  mutating func blank() { line("") }
  mutating func table(_ name: String) { line("[\(name)]") }
  mutating func arrayTable(_ name: String) { line("[[\(name)]]") }
  mutating func field(_ key: String, _ text: String) { line("\(key) = \(Self.quoted(text))") }
  mutating func field(_ key: String, _ number: Int) { line("\(key) = \(number)") }

  mutating func field(_ key: String, _ flag: Bool) { line("\(key) = \(flag)") }

  mutating func field(_ key: String, _ texts: [String]) {
    line("\(key) = [\(texts.map(Self.quoted).joined(separator: ", "))]")
  }

  mutating func inlineTables(_ key: String, _ tables: [[(String, String)]]) {
    guard !tables.isEmpty else { return line("\(key) = []") }
    line("\(key) = [")
    for table in tables {
      line("  { " + table.map { "\($0.0) = \(Self.quoted($0.1))" }.joined(separator: ", ") + " },")
    }
    line("]")
  }

  /// A block of lines as a literal string, or an escaped one where it holds what a literal cannot.
  mutating func block(_ key: String, _ text: String) {
    let isLiteral =
      !text.contains("'''")
      && text.unicodeScalars.allSatisfy { $0 == "\n" || $0 == "\t" || $0.value >= 0x20 && $0.value != 0x7F }
    guard isLiteral, text.hasSuffix("\n") else { return field(key, text) }
    line("\(key) = '''")
    bytes += text.utf8
    line("'''")
  }

  private mutating func line(_ text: String) {
    bytes += text.utf8
    bytes.append(ASCII.lineFeed)
  }

  private static func quoted(_ text: String) -> String {
    var result = "\""
    for scalar in text.unicodeScalars {
      switch scalar {
      case "\"": result += "\\\""
      case "\\": result += "\\\\"
      case "\n": result += "\\n"
      case "\t": result += "\\t"
      case "\r": result += "\\r"
      case _ where scalar.value < 0x20 || scalar.value == 0x7F:
        let hex = String(scalar.value, radix: 16)
        result += "\\u" + String(repeating: "0", count: 4 - hex.count) + hex
      default: result.unicodeScalars.append(scalar)
      }
    }
    return result + "\""
  }
}
