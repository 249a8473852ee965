internal import SourceText

/// `name = value` lines of main.cf, in reading order, over the lossless lines of the file.
///
/// Also reads the files of database clients (`mysql:/etc/postfix/x.cf`), which have the same form.
package struct MainCf: Sendable {
  package let lines: LogicalLines
  package private(set) var entries: [MainCfEntry] = []
  /// Logical lines that are no assignment. Each is fatal for every Postfix program, which reads nothing behind it.
  package private(set) var faults: [MainCfFault] = []

  package init(_ bytes: [UInt8]) {
    lines = LogicalLines(bytes)
    for index in lines.logical.indices { read(index) }
  }

  private mutating func read(_ index: Int) {
    let folded = lines.folded(lines.logical[index])
    do throws(NameValue.Fault) {
      let split = try NameValue(splitting: folded.visible)
      entries.append(
        MainCfEntry(
          line: index, span: lines.range(of: lines.logical[index]),
          // A blank ends the name and begins every continuation line: the name never is folded.
          name: folded.source(of: split.name), value: folded.source(of: split.value),
          isContiguous: folded.isContiguous(split.value)))
    } catch {
      faults.append(MainCfFault(line: index, fault: error))
    }
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
    entries.filter { lines.bytes[$0.name].elementsEqual(name) }
  }
}

/// `smtpd_helo_restrictions = permit_mynetworks,⏎    reject`, one assignment.
package struct MainCfEntry: Sendable, Equatable {
  /// The number of its logical line.
  package let line: Int
  /// The whole of it, without the last LF.
  package let span: Range<Int>
  package let name: Range<Int>
  /// From the first byte of the value to its last; in a folded value comments between are inside.
  package let value: Range<Int>
  /// Whether the value is exactly the bytes of `value`: nothing is folded in it.
  package let isContiguous: Bool
}

/// `mydestination a b`, a logical line without `=`.
package struct MainCfFault: Sendable, Equatable {
  package let line: Int
  package let fault: NameValue.Fault
}
