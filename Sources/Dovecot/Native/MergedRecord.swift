internal import SettingsGraph
internal import SourceText

/// The global settings of 2.3 with those of every matching filter laid over them, the most specific on top.
///
/// Sections with names are merged setting by setting; those without (`passdb`) are appended.
struct MergedRecord {
  private(set) var record: FilterRecord

  init(_ records: [FilterRecord], in context: Context, _ graph: SettingsGraph) {
    record = records[0]
    let matching = records.enumerated().dropFirst().filter { $0.element.facts.match(context) == .yes }
    guard !matching.isEmpty else { return }
    // From the least specific to the most: what is laid on later stays.
    let ordered = matching.sorted { a, b in
      a.element.facts.rank == b.element.facts.rank
        ? a.offset > b.offset : a.element.facts.rank < b.element.facts.rank
    }
    for (_, filter) in ordered {
      for (setting, id) in filter.current { record.current[setting] = id }
      for section in filter.sections where section.isUnique {
        _ = record.open(section.name, in: section.list, isUnique: true, at: section.opened)
      }
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
