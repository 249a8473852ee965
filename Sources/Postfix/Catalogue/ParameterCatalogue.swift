package import SettingsGraph
internal import SourceText

/// Every built-in parameter of one version of Postfix.
///
/// Defaults change in patch releases too, so the rows are keyed by full version; the newest set that is not newer than
/// the assumed version is taken, the oldest where all are newer.
package struct ParameterCatalogue: Sendable {
  /// The version whose programs the rows come from.
  package let version: ProgramVersion
  private let table: EmbeddedTable

  package init(for assumed: ProgramVersion) {
    let known = Self.knownVersions
    let index = known.lastIndex { $0 <= assumed } ?? 0
    version = known[index]
    table = EmbeddedTable(.catalogue(index))
  }

  package subscript(name: some Collection<UInt8>) -> Parameter? {
    table.find(name).flatMap { Parameter(table.row($0)) }
  }

  package func contains(_ name: some Collection<UInt8>) -> Bool { table.find(name) != nil }

  /// Every parameter in byte order of the names.
  package var all: [Parameter] { (0..<table.count).compactMap { Parameter(table.row($0)) } }

  /// The names alone.
  package var names: [ArraySlice<UInt8>] { (0..<table.count).map { table.key($0) } }

  /// The versions that have rows, oldest first; never empty.
  package static var knownVersions: [ProgramVersion] {
    EmbeddedFile.catalogueVersions.map { ProgramVersion($0) ?? ProgramVersion(0) }
  }
}

/// The catalogues of all versions but one, the nearest later one first, then the nearest earlier one.
struct OtherVersions {
  private let tables: [(version: ProgramVersion, table: EmbeddedTable)]

  init(besides version: ProgramVersion) {
    let known = Array(ParameterCatalogue.knownVersions.enumerated())
    let later = known.filter { $0.element > version }
    let earlier = known.filter { $0.element < version }.reversed()
    tables = (later + earlier).map { ($0.element, EmbeddedTable(.catalogue($0.offset))) }
  }

  /// The first that knows `name`.
  func version(knowing name: some Collection<UInt8>) -> ProgramVersion? {
    tables.first { $0.table.find(name) != nil }?.version
  }
}
