internal import SourceText

/// Reads the keys of one table of a document, and knows what was not asked for.
struct TableReader {
  let document: TOMLSource
  /// `change[2]`, as messages name the table; empty for the document itself.
  let name: String
  private var remaining: [String: TOMLNode]
  private var asked: [String] = []

  init(_ table: [String: TOMLNode], name: String, of document: TOMLSource) {
    remaining = table
    self.name = name
    self.document = document
  }

  // MARK: - Keys

  mutating func string(_ key: String) throws(DocumentError) -> String {
    guard let value = try optionalString(key) else { throw missing(key, "a string") }
    return value
  }

  mutating func optionalString(_ key: String) throws(DocumentError) -> String? {
    switch take(key) {
    case nil: return nil
    case .string(let text): return text
    case let other?: throw wrong(key, expected: "a string", got: other)
    }
  }

  mutating func integer(_ key: String) throws(DocumentError) -> Int {
    switch take(key) {
    case nil: throw missing(key, "an integer")
    case .integer(let number): return number
    case let other?: throw wrong(key, expected: "an integer", got: other)
    }
  }

  mutating func strings(_ key: String) throws(DocumentError) -> [String] {
    guard let node = take(key) else { return [] }
    guard case .array(let elements) = node else { throw wrong(key, expected: "an array of strings", got: node) }
    var result: [String] = []
    for element in elements {
      guard case .string(let text) = element else { throw wrong(key, expected: "strings only", got: element) }
      result.append(text)
    }
    return result
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, of type: Choice.Type = Choice.self
  ) throws(DocumentError) -> Choice {
    let text = try string(key)
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map(\.rawValue).joined(separator: ", ")
      throw error(key, "'\(text)' is not one of: \(words)", nextStep: "Write one of these words.")
    }
    return choice
  }

  /// The tables of an array of tables; an inline table counts as one.
  mutating func tables(_ key: String) throws(DocumentError) -> [TableReader] {
    let label = name.isEmpty ? key : "\(name).\(key)"
    switch take(key) {
    case nil: return []
    case .table(let table): return [TableReader(table, name: label, of: document)]
    case .array(let elements):
      var tables: [TableReader] = []
      for (index, element) in elements.enumerated() {
        guard case .table(let table) = element else { throw wrong(key, expected: "tables only", got: element) }
        tables.append(TableReader(table, name: "\(label)[\(index + 1)]", of: document))
      }
      return tables
    case let other?: throw wrong(key, expected: "a table", got: other)
    }
  }

  // MARK: - Faults

  /// - Throws: `DocumentError` where a key was never asked for: a word that is not understood is never passed over.
  func refuseUnknownKeys() throws(DocumentError) {
    guard let key = remaining.keys.min() else { return }
    let near = asked.first { EditDistance.between($0.utf8, key.utf8, limit: 2) != nil }
    let hint = near.map { "Did you mean '\($0)'?" }
    throw error(key, "unknown key '\(key)'", nextStep: hint ?? "Known here: \(asked.sorted().joined(separator: ", ")).")
  }

  func error(_ key: String, _ message: String, nextStep: String) -> DocumentError {
    DocumentError(
      path: document.path, line: document.line(ofKey: key, inTable: name),
      message: (name.isEmpty ? "" : "\(name): ") + message, nextStep: nextStep)
  }

  private func missing(_ key: String, _ expected: String) -> DocumentError {
    error(key, "'\(key)' is missing", nextStep: "Add \(key) = …, \(expected).")
  }

  private func wrong(_ key: String, expected: String, got: TOMLNode) -> DocumentError {
    error(key, "'\(key)' is \(got.kind)", nextStep: "Write \(expected).")
  }

  private mutating func take(_ key: String) -> TOMLNode? {
    asked.append(key)
    return remaining.removeValue(forKey: key)
  }
}

/// The text of a document, kept to tell on which line a fault stands.
struct TOMLSource {
  let path: String
  let bytes: [UInt8]

  /// The line of `key =` in the table that messages call `table` (`change[2]`), or of the table's header.
  func line(ofKey key: String, inTable table: String) -> Int? {
    let header = table.split(separator: "[").first.map(String.init) ?? ""
    let wanted = table.split(separator: "[").last.flatMap { Int($0.dropLast()) } ?? 1
    var headersSeen = 0
    var headerLine: Int?
    var isInside = table.isEmpty
    for (index, line) in bytes.split(separator: ASCII.lineFeed, omittingEmptySubsequences: false).enumerated() {
      let text = line.trimmingSpace().text
      if text.hasPrefix("[") {
        if text == "[[\(header)]]" || text == "[\(header)]" { headersSeen += 1 }
        isInside = !table.isEmpty && headersSeen == wanted && text.contains(header)
        if isInside, headerLine == nil { headerLine = index + 1 }
      } else if isInside, text.hasPrefix(key) {
        if text.dropFirst(key.count).drop(while: { $0 == " " }).hasPrefix("=") { return index + 1 }
      }
    }
    return headerLine
  }
}
