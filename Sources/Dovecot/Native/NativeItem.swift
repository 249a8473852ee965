internal import SourceText

/// `service/auth/user = dovecot`: one line of a dump before it is sorted and put into its sections.
struct NativeItem {
  /// The path, with section names escaped.
  let path: [UInt8]
  let value: ArraySlice<UInt8>
  /// The item that opens a section with a name; `value` is the name and `path` ends in a slash.
  let isSectionName: Bool

  init(path: [UInt8], value: ArraySlice<UInt8>, isSectionName: Bool = false) {
    self.path = path
    self.value = value
    self.isSectionName = isSectionName
  }

  /// doveconf compares bytes as signed, and puts a section's name before everything in the section.
  static func sorted(_ items: [NativeItem]) -> [NativeItem] {
    guard items.count > 1 else { return items }
    let order = NativeOrder(items)
    return items.indices.sorted { order.precedes($0, $1) }.map { items[$0] }
  }
}

/// The order of items by their numbers: the paths stand one behind the other, so that to compare two counts no
/// references.
private struct NativeOrder {
  private var bytes: [UInt8] = []
  private var starts: [Int] = [0]
  private var isSectionName: [Bool] = []

  init(_ items: [NativeItem]) {
    for item in items {
      bytes += item.path
      starts.append(bytes.count)
      isSectionName.append(item.isSectionName)
    }
  }

  func precedes(_ a: Int, _ b: Int) -> Bool {
    let (startA, startB) = (starts[a], starts[b])
    let (countA, countB) = (starts[a + 1] - startA, starts[b + 1] - startB)
    let count = min(countA, countB)
    var index = 0
    while index < count {
      let (byteA, byteB) = (bytes[startA + index], bytes[startB + index])
      if byteA != byteB { return Int8(bitPattern: byteA) < Int8(bitPattern: byteB) }
      index += 1
    }
    // The name's mark (0xFF) is -1: less than any byte but those above 0x7F.
    if countA == countB { return isSectionName[a] && !isSectionName[b] }
    if isSectionName[a], countA == count { return true }
    if isSectionName[b], countB == count { return false }
    return countA < countB
  }
}

/// Prints sorted items with the sections round them, as doveconf 2.3 does.
///
/// The opening line of a section with a name waits until something in it is printed; one without is printed at once.
struct SectionPrinter {
  private struct OpenSection {
    let prefix: [UInt8]
    /// Where its opening line begins in `pending`; nil once that is printed.
    var pendingStart: Int?
  }

  /// `service/auth/`: every section of the dump.
  private let prefixes: Set<[UInt8]>
  private var open: [OpenSection] = []
  private var pending: [UInt8]
  private let indent: Int
  private let showsSecrets: Bool
  private let isAskedFor: Bool
  private(set) var isAnythingPrinted = false

  /// `pending` is printed before the first line: the opening lines of a filter.
  init(prefixes: Set<[UInt8]>, pending: [UInt8] = [], indent: Int = 0, showsSecrets: Bool, isAskedFor: Bool = false) {
    self.showsSecrets = showsSecrets
    self.isAskedFor = isAskedFor
    self.prefixes = prefixes
    self.pending = pending
    self.indent = indent
  }

  mutating func print(_ items: [NativeItem], to output: inout [UInt8]) {
    for item in items {
      closeSections(notAround: item.path, &output)
      openSections(around: item)
      if !item.isSectionName { printValue(item, &output) }
    }
    closeAtEnd(&output)
  }

  private mutating func closeSections(notAround path: [UInt8], _ output: inout [UInt8]) {
    while let last = open.last, !path.starts(with: last.prefix) {
      open.removeLast()
      if let start = last.pendingStart {
        pending.removeSubrange(start...)
      } else {
        NativeValue.writeIndent(indent + open.count, to: &output)
        output += "}\n".utf8
      }
    }
  }

  private mutating func openSections(around item: NativeItem) {
    var end = open.last?.prefix.count ?? 0
    while let slash = item.path[end...].firstIndex(of: ASCII.slash) {
      let prefix = Array(item.path[...slash])
      defer { end = slash + 1 }
      guard prefixes.contains(prefix) else { continue }
      let start = pending.count
      NativeValue.writeIndent(indent + open.count, to: &pending)
      let word = item.path[(open.last?.prefix.count ?? 0)...].prefix { $0 != ASCII.slash }
      pending += word
      if item.isSectionName, !item.value.isEmpty { writeName(item.value) }
      pending += " {\n".utf8
      open.append(OpenSection(prefix: prefix, pendingStart: item.isSectionName ? start : nil))
      // One at a time: where the sections round it were not printed, the outermost gets the name.
      if item.isSectionName { return }
    }
  }

  private mutating func writeName(_ name: ArraySlice<UInt8>) {
    pending.append(ASCII.space)
    guard name.contains(ASCII.space) else {
      pending += name
      return
    }
    pending.append(ASCII.doubleQuote)
    NativeValue.writeEscaped(name, to: &pending)
    pending.append(ASCII.doubleQuote)
  }

  private mutating func printValue(_ item: NativeItem, _ output: inout [UInt8]) {
    output += pending
    pending.removeAll()
    for index in open.indices { open[index].pendingStart = nil }
    isAnythingPrinted = true
    NativeValue.writeIndent(indent + open.count, to: &output)
    let key = item.path[(open.last?.prefix.count ?? 0)...]
    output += key
    output += " = ".utf8
    NativeValue(key: key, value: item.value, style: .v2_3, showsSecrets: showsSecrets, isAskedFor: isAskedFor)
      .write(to: &output)
    output.append(ASCII.lineFeed)
  }

  /// At the end doveconf stops at the first section of which nothing was printed, and leaves those round it open.
  private mutating func closeAtEnd(_ output: inout [UInt8]) {
    while let last = open.popLast(), last.pendingStart == nil {
      NativeValue.writeIndent(indent + open.count, to: &output)
      output += "}\n".utf8
    }
  }
}
