internal import SourceText

/// `key value` lines, the source of hash:, lmdb:, cdb: and texthash: tables, or the pairs of an inline: table.
///
/// A key ends at the first blank outside quotes and not behind a backslash; quotes stay part of it. Keys are compared
/// without case. Of two equal keys the first counts in a file, the last in an inline: table.
package struct KeyValueTable: Sendable {
  private var values: [[UInt8]: ArraySlice<UInt8>] = [:]
  package private(set) var problems: [TableProblem] = []
  /// Lines whose key stood before; a texthash: table with one is unusable for a daemon.
  package private(set) var duplicates: [TableProblem] = []

  package var count: Int { values.count }

  /// Every pair, keys folded to lower case, in byte order of the keys.
  package var pairs: [(key: [UInt8], value: [UInt8])] {
    values.map { ($0, Array($1)) }.sorted { $0.0.lexicographicallyPrecedes($1.0) }
  }

  /// Who reads the source: postmap, to make an index, or the program itself (`texthash:`).
  package enum Reader: Sendable { case postmap, program }

  package init(source lines: LogicalLines, path: String, reader: Reader = .postmap) {
    values.reserveCapacity(lines.logical.count)
    for line in TableLine.all(in: lines) { read(line, path, reader) }
  }

  private mutating func read(_ line: TableLine, _ path: String, _ reader: Reader) {
    let prefix = "\(path), line \(line.number): "
    guard let end = Self.keyEnd(line.text) else {
      problems.append(
        TableProblem(
          message: "\(prefix)unbalanced '\"' in '\(line.text.printable)' -- ignoring this line", line: line.number,
          range: line.range))
      return
    }
    let key = line.text[..<end]
    let value = line.text[end...].trimmingSpace()
    guard !key.isEmpty, !value.isEmpty else {
      problems.append(
        TableProblem(
          message: "\(prefix)expected format: key whitespace value"
            + (reader == .program ? " -- ignoring this line" : ""), line: line.number, range: line.range))
      return
    }
    if key.last == ASCII.colon {
      problems.append(
        TableProblem(
          message: "\(prefix)record is in \"key: value\" format; is this an alias file?", line: line.number,
          range: line.range))
    }
    let folded = key.map(ASCII.lowercased)
    if values[folded] == nil {
      values[folded] = value
    } else {
      let message = "\(prefix)duplicate entry: \"\(key.printable)\""
      duplicates.append(TableProblem(message: message, line: line.number, range: line.range))
    }
  }

  /// Where the key ends; nil where quotes do not balance.
  private static func keyEnd(_ text: ArraySlice<UInt8>) -> Int? {
    var index = text.startIndex
    var inQuotes = false
    while index < text.endIndex {
      if text[index] == ASCII.backslash {
        index += 1
        if index == text.endIndex { break }
      } else if ASCII.isSpace(text[index]) {
        if !inQuotes { break }
      } else if text[index] == ASCII.doubleQuote {
        inQuotes.toggle()
      }
      index += 1
    }
    return inQuotes ? nil : min(index, text.endIndex)
  }

  /// `{k=v, {k = v w}}`; throws the words with which Postfix refuses the table.
  package init(inline text: ArraySlice<UInt8>) throws(TableFault) {
    let table = "inline:\(text.printable)"
    let need = "need \"inline:{name=value...}\""
    guard text.first == ASCII.leftBrace else { throw TableFault("bad syntax: \"\(table)\"; \(need)") }
    let outer = Braced(text, trimming: false)
    guard outer.fault == nil, !outer.content.isEmpty else { throw TableFault("bad syntax: \"\(table)\"; \(need)") }
    for item in Tokens.split(text[outer.content]) {
      do throws(TableFault) { try readPair(text[item]) } catch {
        throw TableFault("\(error.message): \"\(table)\"; \(need)")
      }
    }
    if values.isEmpty { throw TableFault("empty table: \"\(table)\"; \(need)") }
  }

  private mutating func readPair(_ item: ArraySlice<UInt8>) throws(TableFault) {
    var pair = item
    if pair.first == ASCII.leftBrace {
      let braced = Braced(pair, trimming: true)
      if let fault = braced.fault { throw TableFault(fault) }
      pair = pair[braced.content]
    }
    pair = pair.drop(while: ASCII.isSpace)
    guard !pair.isEmpty else { throw TableFault("no key found; expected format: key = value") }
    guard let end = Self.pairKeyEnd(pair) else { throw TableFault("unbalanced '\"'") }
    let rest = pair[end...].drop(while: ASCII.isSpace)
    guard rest.first == ASCII.equals else { throw TableFault("missing '=' after attribute name") }
    values[pair[..<end].map(ASCII.lowercased)] = rest.dropFirst().trimmingSpace()
  }

  /// As `keyEnd`, but `=` ends the key too.
  private static func pairKeyEnd(_ text: ArraySlice<UInt8>) -> Int? {
    guard let end = keyEnd(text) else {
      // Quotes that open behind the first `=` belong to the value.
      let equals = text.firstIndex(of: ASCII.equals) ?? text.endIndex
      return keyEnd(text[..<equals]) == equals ? equals : nil
    }
    var inQuotes = false
    var index = text.startIndex
    while index < end {
      if text[index] == ASCII.backslash {
        index += 1
      } else if text[index] == ASCII.doubleQuote {
        inQuotes.toggle()
      } else if text[index] == ASCII.equals, !inQuotes {
        return index
      }
      index += 1
    }
    return end
  }

  package func answer(to key: ArraySlice<UInt8>) -> TableAnswer {
    values[key.map(ASCII.lowercased)].map { .found(Array($0)) } ?? .notFound
  }
}

/// Why a table cannot be opened, in Postfix' words.
package struct TableFault: Error, Sendable, Equatable {
  package let message: String

  init(_ message: String) { self.message = message }
}
