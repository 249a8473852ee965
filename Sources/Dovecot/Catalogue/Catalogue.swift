internal import CEmbedded
package import SettingsGraph
internal import SourceText

/// The typed settings of one version, as its own program has them: sorted rows, found by binary search.
///
/// Only the bytes and where rows begin are kept; a row is read when it is asked for.
package struct Catalogue: Sendable {
  /// The version that the rows were taken from.
  package let version: ProgramVersion
  private let bytes: [UInt8]
  private let starts: [UInt32]
  /// Where the path of each row ends.
  private let pathEnds: [UInt32]

  /// The newest rows of the same line that are not newer than `version`; the line's oldest for anything older.
  package init(for version: ProgramVersion) {
    let known = Self.embedded.filter { $0.version[0] == version[0] && $0.version[1] == version[1] }
    let line = known.isEmpty ? (version < ProgramVersion(2, 4) ? [Self.embedded[0]] : Self.embedded.suffix(1)) : known
    let chosen = line.last { $0.version <= version } ?? line[0]
    self.init(version: chosen.version, bytes: Self.bytes(ofEmbedded: chosen.index))
  }

  private init(version: ProgramVersion, bytes: [UInt8]) {
    self.version = version
    self.bytes = bytes
    var starts: [UInt32] = [0]
    var pathEnds: [UInt32] = []
    starts.reserveCapacity(bytes.count / 32)
    pathEnds.reserveCapacity(bytes.count / 32)
    // One pass without a check of bounds or a call: no program starts sooner than its catalogue is known.
    let (tab, lineFeed) = (ASCII.tab, ASCII.lineFeed)
    var offset: UInt32 = 0
    var isInPath = true
    for byte in bytes {
      if byte == tab {
        if isInPath { pathEnds.append(offset) }
        isInPath = false
      } else if byte == lineFeed {
        starts.append(offset + 1)
        isInPath = true
      }
      offset += 1
    }
    self.starts = starts
    self.pathEnds = pathEnds
  }

  /// The versions whose settings are known, oldest first.
  package static var knownVersions: [ProgramVersion] { embedded.map(\.version) }

  /// All of them, for questions about other versions; loaded when the first is asked.
  static let all: [Catalogue] = embedded.map { Catalogue(version: $0.version, bytes: bytes(ofEmbedded: $0.index)) }

  private static let embedded: [(version: ProgramVersion, index: Int)] = {
    let list = unsafe dovetrail_dovecot_catalogues
    return unsafe (0..<list.count).compactMap { index in
      let name = unsafe String(cString: list.files[index].name)
      return ProgramVersion(name).map { ($0, index) }
    }
  }()

  private static func bytes(ofEmbedded index: Int) -> [UInt8] {
    let file = unsafe dovetrail_dovecot_catalogues.files[index]
    return unsafe Array(UnsafeBufferPointer(start: file.bytes, count: file.count))
  }

  package var count: Int { starts.count - 1 }

  /// The rows in byte order of their paths.
  package subscript(row: Int) -> CatalogueEntry? {
    CatalogueEntry(bytes, row: Int(starts[row])..<Int(starts[row + 1]) - 1, pathEnd: Int(pathEnds[row]))
  }

  package var entries: some Sequence<CatalogueEntry> { (0..<count).lazy.compactMap { self[$0] } }

  /// - Complexity: O(log *n*) comparisons.
  package func entry(at path: some Collection<UInt8>) -> CatalogueEntry? { row(at: path).flatMap { self[$0] } }

  package func row(at path: some Collection<UInt8>) -> Int? {
    let row = firstRow(from: path)
    return row < count && self.path(ofRow: row).elementsEqual(path) ? row : nil
  }

  /// Whether any row's path begins with `prefix`.
  package func hasRows(below prefix: some Collection<UInt8>) -> Bool {
    let row = firstRow(from: prefix)
    return row < count && path(ofRow: row).starts(with: prefix)
  }

  /// The rows whose path begins with `prefix`.
  package func rows(below prefix: some Collection<UInt8>) -> Range<Int> {
    let start = firstRow(from: prefix)
    var (low, high) = (start, count)
    while low < high {
      let middle = (low + high) / 2
      if path(ofRow: middle).starts(with: prefix) { low = middle + 1 } else { high = middle }
    }
    return start..<low
  }

  /// The first row whose path is not before `path`.
  private func firstRow(from path: some Collection<UInt8>) -> Int { firstRow(from: path, in: 0..<count, behind: 0) }

  /// The same among rows that all begin with the same bytes, of which the path leaves `prefixCount` out.
  func firstRow(from path: some Collection<UInt8>, in rows: Range<Int>, behind prefixCount: Int) -> Int {
    var (low, high) = (rows.lowerBound, rows.upperBound)
    while low < high {
      let middle = (low + high) / 2
      if isPath(ofRow: middle, behind: prefixCount, before: path) { low = middle + 1 } else { high = middle }
    }
    return low
  }

  private func isPath(ofRow row: Int, behind prefixCount: Int, before path: some Collection<UInt8>) -> Bool {
    var offset = Int(starts[row]) + prefixCount
    let end = Int(pathEnds[row])
    for byte in path {
      if offset == end { return true }
      if bytes[offset] != byte { return bytes[offset] < byte }
      offset += 1
    }
    return false
  }

  func path(ofRow row: Int) -> ArraySlice<UInt8> { bytes[Int(starts[row])..<Int(pathEnds[row])] }
}
