internal import SettingsGraph
internal import SourceText

/// The settings of 2.3 for one connection: those of the most specific filter that matches, then what the less specific
/// ones add.
struct MergedRecord {
  private(set) var record: FilterRecord
  /// Settings of sections that a less specific filter adds. doveconf has their values, but has forgotten that they are
  /// set, and prints them only with `-a` (2.3.13, 2.3.19).
  private(set) var forgotten: Set<SettingID> = []

  init(_ records: [FilterRecord], in context: Context, _ catalogue: Catalogue, _ graph: SettingsGraph) {
    self.init(records.filter { $0.facts.match(context) == .yes }, catalogue, graph)
  }

  /// Of records that all match, in the order of definition; the global one is among them.
  init(_ matching: [FilterRecord], _ catalogue: Catalogue, _ graph: SettingsGraph) {
    let matching = matching.enumerated().sorted { a, b in
      a.element.facts.rank == b.element.facts.rank
        ? a.offset < b.offset : a.element.facts.rank > b.element.facts.rank
    }.map(\.element)
    record = matching[0]
    guard matching.count > 1 else { return }
    var known = Set(record.sections.map(\.path)).union(Self.defaultSections(catalogue))
    for filter in matching.dropFirst() { add(filter, &known, graph) }
  }

  private mutating func add(_ filter: FilterRecord, _ known: inout Set<[UInt8]>, _ graph: SettingsGraph) {
    let added = Set(
      filter.sections.filter { $0.isUnique && ($0.name.isEmpty || !known.contains($0.path)) }.map(\.path))
    for (setting, id) in filter.current where record.current[setting] == nil {
      record.current[setting] = id
      if Self.isBelow(added, graph.names[graph[setting].name]) { forgotten.insert(setting) }
    }
    for section in filter.sections { record.add(section) }
    known.formUnion(added)
  }

  /// Whether any of the sections is round the setting.
  private static func isBelow(_ sections: Set<[UInt8]>, _ path: ArraySlice<UInt8>) -> Bool {
    guard !sections.isEmpty else { return false }
    var end = path.endIndex
    while let slash = path[..<end].lastIndex(of: ASCII.slash) {
      if sections.contains(Array(path[..<slash])) { return true }
      end = slash
    }
    return false
  }

  private static func defaultSections(_ catalogue: Catalogue) -> [[UInt8]] {
    catalogue.rows(below: Array("service/".utf8)).compactMap { row in
      catalogue[row].flatMap { $0.type == .section ? Array($0.path) : nil }
    }
  }
}

extension FilterRecord {
  /// With the services and listeners that are there without being written.
  func withDefaultSections(_ catalogue: Catalogue) -> FilterRecord {
    var record = self
    for row in catalogue.rows(below: Array("service/".utf8)) {
      guard let entry = catalogue[row], entry.type == .section, let slash = entry.path.lastIndex(of: ASCII.slash)
      else { continue }
      record.openDefault(Array(entry.path[(slash + 1)...]), in: Array(entry.path[..<slash]))
    }
    return record
  }
}
