internal import SourceText
internal import TOMLKit

/// A value of a TOML document, free of the library that parsed it.
indirect enum TOMLNode: Sendable {
  case string(String)
  case integer(Int)
  case boolean(Bool)
  case array([TOMLNode])
  case table([String: TOMLNode])
  /// Dates and floating-point numbers: legal TOML that neither profiles nor plans use.
  case other(String)

  /// What a message calls it.
  var kind: String {
    switch self {
    case .string: "a string"
    case .integer: "an integer"
    case .boolean: "a boolean"
    case .array: "an array"
    case .table: "a table"
    case .other(let name): name
    }
  }
}

/// A TOML file that cannot be used, and where; the text is for a person who edits it.
package struct DocumentError: Error, Equatable, Sendable {
  package let path: String
  package let line: Int?
  package let message: String
  package let nextStep: String

  /// `plan.toml:12: unknown key 'titel'`
  package var description: String { path + (line.map { ":\($0)" } ?? "") + ": " + message }
}

extension TOMLNode {
  /// Nested deeper than any profile or plan: refused before the parser recurses.
  private static let maximumDepth = 32
  /// No profile or plan is larger.
  static let maximumByteCount = 16 << 20

  /// - Throws: `DocumentError` with the line of the first fault.
  static func document(_ bytes: [UInt8], path: String) throws(DocumentError) -> [String: TOMLNode] {
    guard bytes.count <= maximumByteCount else {
      throw DocumentError(
        path: path, line: nil, message: "the file has \(bytes.count) bytes; at most \(maximumByteCount) are read",
        nextStep: "Check that this is the file you mean.")
    }
    if let zero = bytes.firstIndex(of: ASCII.null) {
      throw DocumentError(
        path: path, line: LineIndex(bytes).position(of: zero).line, message: "a NUL byte, which TOML does not allow",
        nextStep: "Remove it.")
    }
    try refuseDeepNesting(bytes, path: path)
    do {
      return convert(try TOMLTable(string: bytes.text))
    } catch let error as TOMLParseError {
      throw DocumentError(
        path: path, line: error.source.begin.line, message: error.description,
        nextStep: "Correct the TOML syntax there.")
    } catch {
      throw DocumentError(path: path, line: nil, message: "not TOML", nextStep: "Check the file.")
    }
  }

  private static func refuseDeepNesting(_ bytes: [UInt8], path: String) throws(DocumentError) {
    var depth = 0
    for (offset, byte) in bytes.enumerated() {
      switch byte {
      case ASCII.leftBracket, ASCII.leftBrace: depth += 1
      case ASCII.rightBracket, ASCII.rightBrace: depth -= 1
      case ASCII.lineFeed where depth < 0: depth = 0
      default: break
      }
      // Brackets inside strings count too; a thousand of them unclosed is no profile either.
      if depth > maximumDepth * 32 {
        throw DocumentError(
          path: path, line: LineIndex(bytes).position(of: offset).line, message: "nested too deeply",
          nextStep: "Flatten the document.")
      }
    }
  }

  private static func convert(_ table: TOMLTable) -> [String: TOMLNode] {
    var result: [String: TOMLNode] = [:]
    for key in table.keys { result[key] = table[key].map { convert($0.tomlValue) } }
    return result
  }

  private static func convert(_ value: TOMLValue) -> TOMLNode {
    switch value.type {
    case .string: value.string.map { .string($0) } ?? .other("an unreadable string")
    case .int: value.int.map { .integer($0) } ?? .other("an unreadable integer")
    case .bool: value.bool.map { .boolean($0) } ?? .other("an unreadable boolean")
    case .array: .array(value.array.map { $0.map { convert($0.tomlValue) } } ?? [])
    case .table: .table(value.table.map(convert) ?? [:])
    case .double: .other("a floating-point number")
    case .date, .time, .dateTime: .other("a date or time")
    }
  }
}
