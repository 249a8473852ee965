internal import SourceText

/// `name = value` lines of main.cf, in reading order, over the lossless lines of the file.
///
/// Also reads the files of database clients (`mysql:/etc/postfix/x.cf`), which have the same form.
package struct MainCf: Sendable {
  package let lines: LogicalLines
  package private(set) var entries: [MainCfEntry] = []
  /// Logical lines that are no assignment. Each is fatal for every Postfix program, which reads nothing behind it.
  package private(set) var faults: [MainCfFault] = []
  /// The last entry of each name.
  private var lastOfName: KeyIndex
  /// Whether a later entry has the same name, by the number of the entry.
  private var isOverridden: [Bool]

  package init(_ bytes: [UInt8]) {
    lines = LogicalLines(bytes)
    entries.reserveCapacity(lines.logical.count)
    lastOfName = KeyIndex(capacity: lines.logical.count, foldsCase: false)
    isOverridden = Array(repeating: false, count: lines.logical.count)
    let text = bytes.span
    // A NUL ends what programs see of a line; few files have one.
    let hasNull = bytes.contains(0)
    for index in lines.logical.indices {
      let line = lines.logical[index]
      if line.lines.count == 1, !hasNull {
        readPlain(lines.physical[line.lines.lowerBound].content, index, text)
      } else {
        readFolded(index, text)
      }
    }
  }

  /// A line without continuation is read where it lies.
  private mutating func readPlain(_ range: Range<Int>, _ index: Int, _ text: Span<UInt8>) {
    do throws(NameValue.Fault) {
      let split = try NameValue(splitting: text, range)
      add(index, span: range, name: split.name, value: split.value, isContiguous: true, text)
    } catch {
      faults.append(MainCfFault(line: index, fault: error))
    }
  }

  private mutating func readFolded(_ index: Int, _ text: Span<UInt8>) {
    let folded = lines.folded(lines.logical[index])
    do throws(NameValue.Fault) {
      let split = try NameValue(splitting: folded.visible)
      // A blank ends the name and begins every continuation line: the name never is folded.
      add(
        index, span: lines.range(of: lines.logical[index]), name: folded.source(of: split.name),
        value: folded.source(of: split.value), isContiguous: folded.isContiguous(split.value), text)
    } catch {
      faults.append(MainCfFault(line: index, fault: error))
    }
  }

  private mutating func add(
    _ index: Int, span: Range<Int>, name: Range<Int>, value: Range<Int>, isContiguous: Bool, _ text: Span<UInt8>
  ) {
    let earlier = lastOfName.update(entries.count, key: name, in: text, keyOf: { entries[$0].name })
    if let earlier { isOverridden[earlier] = true }
    entries.append(
      MainCfEntry(line: index, span: span, name: name, value: value, isContiguous: isContiguous, earlier: earlier))
  }

  package func lineNumber(of entry: MainCfEntry) -> Int { lines.logical[entry.line].lineNumber }

  package func name(of entry: MainCfEntry) -> ArraySlice<UInt8> { lines.bytes[entry.name] }

  /// The folded line of an entry and where its value stands in it.
  package func foldedValue(of entry: MainCfEntry) -> (folded: FoldedText, value: Range<Int>) {
    let folded = lines.folded(lines.logical[entry.line])
    guard let split = try? NameValue(splitting: folded.visible) else { return (folded, 0..<0) }
    return (folded, split.value)
  }

  /// The value as Postfix joins it.
  package func value(of entry: MainCfEntry) -> ArraySlice<UInt8> {
    if entry.isContiguous { return lines.bytes[entry.value] }
    let (folded, value) = foldedValue(of: entry)
    return folded.text[value]
  }

  /// The assignments of one name, in reading order.
  package func entries(named name: some Collection<UInt8>) -> [MainCfEntry] {
    var found: [MainCfEntry] = []
    var number = lastIndex(named: Array(name)[...])
    while let entry = number.map({ entries[$0] }) {
      found.append(entry)
      number = entry.earlier
    }
    return found.reversed()
  }

  /// The number of the assignment that counts.
  package func lastIndex(named name: ArraySlice<UInt8>) -> Int? {
    lastOfName.find(name.span, in: lines.bytes.span, keyOf: { entries[$0].name })
  }

  /// The number of the assignment that counts, of those with the name of entry `number`.
  func lastIndex(ofNameOf number: Int) -> Int {
    isOverridden[number] ? lastIndex(named: name(of: entries[number])) ?? number : number
  }

  /// The numbers of the assignments that count, in reading order.
  var lastEntries: some Sequence<Int> { entries.indices.lazy.filter { !isOverridden[$0] } }
}

/// `smtpd_helo_restrictions = permit_mynetworks,⏎    reject`, one assignment. Small: of hostile input there are millions.
package struct MainCfEntry: Sendable, Equatable {
  private let lineNumber: UInt32
  private let spanBounds: CompactRange
  private let nameBounds: CompactRange
  private let valueBounds: CompactRange
  private let earlierNumber: UInt32
  /// Whether the value is exactly the bytes of `value`: nothing is folded in it.
  package let isContiguous: Bool

  fileprivate init(
    line: Int, span: Range<Int>, name: Range<Int>, value: Range<Int>, isContiguous: Bool, earlier: Int?
  ) {
    lineNumber = UInt32(line)
    spanBounds = CompactRange(span)
    nameBounds = CompactRange(name)
    valueBounds = CompactRange(value)
    self.isContiguous = isContiguous
    earlierNumber = earlier.map { UInt32($0) } ?? .max
  }

  /// The number of its logical line.
  package var line: Int { Int(lineNumber) }
  /// The whole of it, without the last LF.
  package var span: Range<Int> { spanBounds.range }
  package var name: Range<Int> { nameBounds.range }
  /// From the first byte of the value to its last; in a folded value comments between are inside.
  package var value: Range<Int> { valueBounds.range }
  /// The number of the assignment of the same name above it.
  var earlier: Int? { isFirst ? nil : Int(earlierNumber) }
  /// Whether nothing above assigns the name.
  var isFirst: Bool { earlierNumber == .max }
}

/// A range of a file in eight bytes.
struct CompactRange: Sendable, Equatable {
  private let lower: UInt32
  private let upper: UInt32

  /// `ServerTree.maximumFileSize` is far below 4 GiB.
  init(_ range: Range<Int>) {
    lower = UInt32(range.lowerBound)
    upper = UInt32(range.upperBound)
  }

  var range: Range<Int> { Int(lower)..<Int(upper) }
}

/// `mydestination a b`, a logical line without `=`.
package struct MainCfFault: Sendable, Equatable {
  package let line: Int
  package let fault: NameValue.Fault
}
