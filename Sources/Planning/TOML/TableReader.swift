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

  mutating func integers(_ key: String) throws(DocumentError) -> [Int] {
    guard let node = take(key) else { return [] }
    guard case .array(let elements) = node else { throw wrong(key, expected: "an array of integers", got: node) }
    var result: [Int] = []
    for element in elements {
      guard case .integer(let number) = element else { throw wrong(key, expected: "integers only", got: element) }
      result.append(number)
    }
    return result
  }

  /// False where the key is absent.
  mutating func boolean(_ key: String) throws(DocumentError) -> Bool {
    switch take(key) {
    case nil: return false
    case .boolean(let value): return value
    case let other?: throw wrong(key, expected: "true or false", got: other)
    }
  }

  /// A string, number or boolean as text; the strings of an array with commas between them.
  mutating func optionalScalar(_ key: String) throws(DocumentError) -> String? {
    switch take(key) {
    case nil: return nil
    case .string(let text): return text
    case .integer(let number): return String(number)
    case .boolean(let value): return value ? "yes" : "no"
    case .array(let elements):
      var texts: [String] = []
      for element in elements {
        guard case .string(let text) = element else { throw wrong(key, expected: "strings only", got: element) }
        texts.append(text)
      }
      return texts.joined(separator: ",")
    case let other?: throw wrong(key, expected: "a string, a number or a boolean", got: other)
    }
  }

  mutating func choice<Choice: RawRepresentable<String> & CaseIterable>(
    _ key: String, of type: Choice.Type = Choice.self
  ) throws(DocumentError) -> Choice {
    let text = try string(key)
    guard let choice = Choice(rawValue: text) else {
      let words = Choice.allCases.map(\.rawValue)
      throw error(
        key, "'\(text)' is not one of: \(words.joined(separator: ", "))",
        nextStep: Self.hint(text, words) ?? "Write one of these words.")
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
    throw error(
      key, "unknown key '\(key)'",
      nextStep: Self.hint(key, asked) ?? "Known here: \(asked.sorted().joined(separator: ", ")).")
  }

  /// `Did you mean 'title'?`
  static func hint(_ word: String, _ candidates: [String]) -> String? {
    EditDistance.nearest(to: word, in: candidates).map { "Did you mean '\($0)'?" }
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
