package import SettingsGraph
internal import SourceText

/// Which version knows a name, and what a name that none knows was probably meant to be.
package struct VersionKnowledge: Sendable {
  private let version: ProgramVersion
  private let catalogue: Catalogue

  package init(version: ProgramVersion) { self.init(version: version, catalogue: Catalogue(for: version)) }

  init(version: ProgramVersion, catalogue: Catalogue) {
    self.version = version
    self.catalogue = catalogue
  }

  /// Whether the assumed version has a setting of this name outside of all blocks.
  package func isKnown(_ name: some Collection<UInt8>) -> Bool { catalogue.row(at: name) != nil }

  /// The newest known version that has a setting of this name; nil where the assumed one has it.
  package func otherVersion(of name: some Collection<UInt8>) -> ProgramVersion? {
    guard !isKnown(name) else { return nil }
    let own = catalogue.version
    return Catalogue.all.last { $0.version != own && $0.row(at: name) != nil }?.version
  }

  /// ` Dovecot 2.4.5 does.`, with the blank; empty where no version does.
  func sentence(about name: ArraySlice<UInt8>) -> String {
    if isKnown(name) { return " It is one outside of all blocks." }
    guard let other = otherVersion(of: name) else { return "" }
    let line = "\(other[0]).\(other[1])"
    return line == "\(version[0]).\(version[1])" ? " Dovecot \(other) does." : " It belongs to Dovecot \(line)."
  }

  /// Names of the same place that differ by two letters at most, the nearest first.
  package func suggestions(for name: some Collection<UInt8>, below prefix: [UInt8] = []) -> [String] {
    var found: [(distance: Int, name: String)] = []
    for row in catalogue.rows(below: prefix) {
      guard let entry = catalogue[row], !entry.type.isOnlyDefault, entry.path.count > prefix.count else {
        continue
      }
      let candidate = entry.path.dropFirst(prefix.count)
      guard !candidate.contains(ASCII.slash), abs(candidate.count - name.count) <= 2 else { continue }
      // A name that is right is not what was meant: a section, where a setting is wanted.
      if let distance = EditDistance.between(name, candidate, limit: 2), distance > 0 {
        found.append((distance, candidate.text))
      }
    }
    return found.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }
}
