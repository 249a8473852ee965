internal import SourceText

/// `key value` lines, the source of hash:, lmdb:, cdb: and texthash: tables, or the pairs of an inline: table.
///
/// A key ends at the first blank outside quotes and not behind a backslash; quotes stay part of it. Keys are compared
/// without case. Of two equal keys the first counts in a file, the last in an inline: table. Pairs are ranges of the
/// text, so that a million lines cost no million allocations.
package struct KeyValueTable: Sendable {
  /// The file, and behind it its folded lines as Postfix joins them.
  private var text: [UInt8]
  private var entries: [Entry] = []
  private var index: KeyIndex
  /// `smtputf8_enable`: keys are UTF-8 and folded as such, and messages show it as it is.
  private let keepsUTF8: Bool
  /// Whether keys of the source are folded beyond ASCII.
  private let foldsSource: Bool
  /// Whether the source has bytes beyond ASCII at all.
  private let hasUTF8: Bool
  package private(set) var problems = TableProblems()
  /// Lines whose key stood before; a texthash: table with one is unusable for a daemon.
  package private(set) var duplicates = TableProblems()

  private struct Entry: Sendable {
    let key: Range<Int>
    let value: Range<Int>
    let line: Int
  }

  package var count: Int { entries.count }

  /// Every pair, keys folded to lower case, in byte order of the keys.
  package var pairs: [(key: [UInt8], value: [UInt8])] {
    entries.map { (text[$0.key].map(ASCII.lowercased), Array(text[$0.value])) }
      .sorted { $0.0.lexicographicallyPrecedes($1.0) }
  }

  /// The values that `isMeant` picks, each once, with the line of the first: a transport table of a million domains has
  /// few of them.
  package func values(where isMeant: (ArraySlice<UInt8>) -> Bool) -> [(value: [UInt8], line: Int)] {
    var seen: Set<[UInt8]> = []
    return entries.compactMap { entry in
      guard isMeant(text[entry.value]) else { return nil }
      let value = Array(text[entry.value])
      return seen.insert(value).inserted ? (value, entry.line) : nil
    }
  }

  /// Who reads the source: postmap, to make an index, or the program itself (`texthash:`).
  package enum Reader: Sendable { case postmap, program }

  // MARK: - A file

  /// - Complexity: O(*n*) in the bytes of the file.
  package init(
    source lines: LogicalLines, path: String, reader: Reader = .postmap, keepsUTF8: Bool = true,
    foldsSource: Bool = true
  ) {
    text = lines.bytes
    self.keepsUTF8 = keepsUTF8
    self.foldsSource = keepsUTF8 && foldsSource
    hasUTF8 = keepsUTF8 && lines.bytes.contains { $0 >= 0x80 }
    entries.reserveCapacity(lines.logical.count)
    index = KeyIndex(capacity: lines.logical.count, foldsCase: true)
    let hasNull = lines.bytes.contains(ASCII.null)
    for line in lines.logical {
      var range = lines.range(of: line)
      if line.lines.count > 1 { range = append(lines.folded(line)) }
      if hasNull { range = range.lowerBound..<(text[range].firstIndex(of: ASCII.null) ?? range.upperBound) }
      do throws(TableFault) { try read(range, line, lines, path, reader) } catch {
        problems.add(Self.problem("\(path), line \(line.lineNumber): \(error.message)", line, lines))
      }
    }
  }

  private mutating func append(_ folded: FoldedText) -> Range<Int> {
    let start = text.count
    text += folded.text
    return start..<text.count
  }

  private static func problem(_ message: String, _ line: LogicalLine, _ lines: LogicalLines) -> TableProblem {
    TableProblem(message: message, line: line.lineNumber, range: lines.range(of: line))
  }

  private mutating func read(
    _ range: Range<Int>, _ line: LogicalLine, _ lines: LogicalLines, _ path: String, _ reader: Reader
  ) throws(TableFault) {
    if hasUTF8, !FoldedKey.isUTF8(text[range]) {
      throw TableFault("non-UTF-8 input \"\(text[range].printable(keepingUTF8: true))\" -- ignoring this line")
    }
    guard let end = Self.keyEnd(text[range]) else {
      throw TableFault("unbalanced '\"' in '\(text[range].printable(keepingUTF8: keepsUTF8))' -- ignoring this line")
    }
    let value = trimmed(end..<range.upperBound)
    guard end > range.lowerBound, !value.isEmpty else {
      throw TableFault(
        "expected format: key whitespace value" + (reader == .program ? " -- ignoring this line" : ""))
    }
    let key = folded(range.lowerBound..<end)
    if text[end - 1] == ASCII.colon {
      let words = "record is in \"key: value\" format; is this an alias file?"
      problems.add(Self.problem("\(path), line \(line.lineNumber): \(words)", line, lines))
    }
    let entry = Entry(key: key, value: value, line: line.lineNumber)
    if add(entry) != nil {
      let (shown, keepsUTF8) = (text[range.lowerBound..<end], keepsUTF8)
      duplicates.add(
        Self.problem(
          "\(path), line \(line.lineNumber): duplicate entry: \"\(shown.printable(keepingUTF8: keepsUTF8))\"", line,
          lines))
    }
  }

  /// A range without white space at its ends. No slice of the text stays: while one does, to add to the text copies it.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    let slice = text[range].trimmingSpace()
    return slice.startIndex..<slice.endIndex
  }

  /// Where the key stands folded: behind all other text, if it has letters beyond ASCII.
  private mutating func folded(_ key: Range<Int>) -> Range<Int> {
    guard hasUTF8, foldsSource, let folded = FoldedKey.folded(text[key]) else { return key }
    let start = text.count
    text += folded
    return start..<text.count
  }

  /// The number of the entry that has this key already, or nil where the entry was added.
  private mutating func add(_ entry: Entry) -> Int? {
    let text = text
    if let known = index.insert(entries.count, key: entry.key, in: text.span, keyOf: { entries[$0].key }) {
      return known
    }
    entries.append(entry)
    return nil
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

  // MARK: - A value

  /// `{k=v, {k = v w}}`; throws the words with which Postfix refuses the table.
  package init(
    inline name: ArraySlice<UInt8>, keepsUTF8: Bool = true, foldsSource: Bool = true
  ) throws(TableFault) {
    text = Array(name)
    self.keepsUTF8 = keepsUTF8
    self.foldsSource = keepsUTF8 && foldsSource
    hasUTF8 = keepsUTF8 && name.contains { $0 >= 0x80 }
    index = KeyIndex(capacity: 8, foldsCase: true)
    let table = "inline:\(name.printable)"
    let need = "need \"inline:{name=value...}\""
    guard text.first == ASCII.leftBrace else { throw TableFault("bad syntax: \"\(table)\"; \(need)") }
    let outer = Braced(text[...], trimming: false)
    guard outer.fault == nil, !outer.content.isEmpty else { throw TableFault("bad syntax: \"\(table)\"; \(need)") }
    for item in Tokens.split(text[outer.content]) {
      do throws(TableFault) { try readPair(item) } catch {
        throw TableFault("\(error.message): \"\(table)\"; \(need)")
      }
    }
    if entries.isEmpty { throw TableFault("empty table: \"\(table)\"; \(need)") }
  }

  private mutating func readPair(_ item: Range<Int>) throws(TableFault) {
    let pair = try Self.pair(text[item])
    let entry = Entry(key: folded(pair.key), value: pair.value, line: 1)
    if let known = add(entry) { entries[known] = entry }
  }

  private static func pair(_ text: ArraySlice<UInt8>) throws(TableFault) -> (key: Range<Int>, value: Range<Int>) {
    var pair = text
    if pair.first == ASCII.leftBrace {
      let braced = Braced(pair, trimming: true)
      if let fault = braced.fault { throw TableFault(fault) }
      pair = pair[braced.content]
    }
    pair = pair.drop(while: ASCII.isSpace)
    guard let end = pairKeyEnd(pair) else { throw TableFault("unbalanced '\"'") }
    let rest = pair[end...].drop(while: ASCII.isSpace)
    guard rest.first == ASCII.equals else { throw TableFault("missing '=' after attribute name") }
    let value = rest.dropFirst().trimmingSpace()
    return (pair.startIndex..<end, value.startIndex..<value.endIndex)
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

  // MARK: - Asking

  func lookUp(_ key: ArraySlice<UInt8>) -> TableFinding {
    let folded = keepsUTF8 ? FoldedKey.folded(key)?[...] ?? key : key
    guard let found = index.find(folded.span, in: text.span, keyOf: { entries[$0].key }) else {
      return TableFinding(.notFound)
    }
    return TableFinding(.found(Array(text[entries[found].value])), line: entries[found].line)
  }
}

/// Why a table cannot be opened, in Postfix' words.
package struct TableFault: Error, Sendable, Equatable {
  package let message: String
  /// What to do about it, where that is more than to look at the name.
  package let nextStep: String?

  init(_ message: String, nextStep: String? = nil) { (self.message, self.nextStep) = (message, nextStep) }
}
