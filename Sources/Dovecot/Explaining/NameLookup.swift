package import SettingsGraph
internal import SourceText

extension DovecotConfiguration {
  package func lookUp(_ name: String, in graph: SettingsGraph) -> NameLookup {
    // `quota/User quota/quota_storage_size`: blanks in a section's name are escaped in the path.
    let name = name.contains(" ") ? name.replacing(" ", with: "\\_") : name
    let bytes = Array(name.utf8)
    if graph.find(.dovecot, bytes) != nil { return .known(path: name) }
    if is2_4, let full = fullPath(of: bytes) { return .known(path: full.text) }
    if let entry = entry(at: bytes), !entry.type.isBlock {
      guard entry.type == .alias else { return .known(path: name) }
      let prefix = bytes.lastIndex(of: ASCII.slash).map { Array(bytes[...$0]) } ?? []
      return .known(path: (prefix + entry.rawDefault).text)
    }
    let knowledge = VersionKnowledge(version: version.version)
    return .unknown(
      suggestions: knowledge.suggestions(for: bytes), otherVersion: knowledge.otherVersion(of: bytes)?.description)
  }

  package func mayHoldSecret(_ path: String) -> Bool {
    CatalogueEntry.isSecret(name: path.utf8.split(separator: ASCII.slash).last.map(Array.init)?[...] ?? [])
  }

  /// `service/x/inet_listener/y/port` is `service/x/inet_listener/y/inet_listener_port`.
  private func fullPath(of path: [UInt8]) -> [UInt8]? {
    let parts = path.split(separator: ASCII.slash, omittingEmptySubsequences: false)
    guard parts.count > 2, parts.count % 2 == 1, let name = parts.last else { return nil }
    let section = Array(parts[parts.count - 3])
    let word = Array(parts[parts.count - 2])
    let outer = Array(path.dropLast(name.count))
    for prefix in [section + [ASCII.underscore] + word, section] {
      let full = prefix + [ASCII.underscore] + name
      if let entry = catalogue.entry(at: full), entry.type != .namedFilter, !entry.type.isOnlyDefault {
        return outer + full
      }
    }
    return catalogue.entry(at: name) == nil ? nil : path
  }
}
