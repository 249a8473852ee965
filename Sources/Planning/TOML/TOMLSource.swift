internal import SourceText

/// The text of a document, kept to tell on which line a fault stands.
struct TOMLSource {
  let path: String
  let bytes: [UInt8]

  /// The line of `key =` in the table that messages call `table` (`change[2].set[1]`), or of the table's header.
  func line(ofKey key: String, inTable table: String) -> Int? {
    var place = TablePlace()
    var headerLine: Int?
    for (index, line) in bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).enumerated() {
      let text = line.trimmingSpace().text
      if text.hasPrefix("["), let header = Self.header(text) {
        place.open(header)
        if place.isTable(table), headerLine == nil { headerLine = index + 1 }
      } else if place.isTable(table), text.hasPrefix(key) {
        if text.dropFirst(key.count).drop(while: { $0 == " " }).hasPrefix("=") { return index + 1 }
      }
    }
    return headerLine
  }

  /// `change.set` of `[[change.set]]  # a comment`
  private static func header(_ text: String) -> String? {
    let name = text.drop { $0 == "[" }.prefix { $0 != "]" }
    return name.isEmpty ? nil : String(name)
  }
}

/// The table in which a line stands: `change[2].set[1]`.
private struct TablePlace {
  private var current = ""
  private var counts: [String: Int] = [:]

  /// Tables below one that begins anew are counted from the start.
  mutating func open(_ header: String) {
    for name in counts.keys where name.hasPrefix(header + ".") { counts[name] = nil }
    counts[header, default: 0] += 1
    current = header
  }

  /// Whether the place is the table of this name; a part without a number is the only one of its name.
  func isTable(_ label: String) -> Bool {
    let parts = label.split(separator: ".")
    guard parts.map({ $0.prefix { $0 != "[" } }).joined(separator: ".") == current else { return false }
    var name = ""
    for part in parts {
      name += (name.isEmpty ? "" : ".") + part.prefix { $0 != "[" }
      let number = part.split(separator: "[").dropFirst().first.flatMap { Int($0.dropLast()) }
      if let number, counts[name] != number { return false }
    }
    return true
  }
}
