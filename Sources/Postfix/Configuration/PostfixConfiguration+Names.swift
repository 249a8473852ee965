package import SettingsGraph
internal import SourceText

extension PostfixConfiguration {
  /// Any name is legal in main.cf; known is what Postfix, a service, or some `$name` uses.
  package func lookUp(_ name: String, in graph: SettingsGraph) -> NameLookup {
    let bytes = Array(name.utf8)[...]
    if values.isBuiltIn(bytes) || names.isMentioned(bytes)
      || names.usedByService.values.contains(where: { $0.contains(bytes) })
    {
      return .known(path: name)
    }
    return .unknown(
      suggestions: suggestions(for: bytes), otherVersion: catalogue.otherVersion(knowing: bytes)?.description)
  }

  /// Known names that differ from `name` by a few bytes, nearest first.
  func suggestions(for name: ArraySlice<UInt8>) -> [String] {
    let limit = max(1, min(3, name.count / 5))
    let near = catalogue.names.compactMap { known -> (distance: Int, name: String)? in
      guard abs(known.count - name.count) <= limit else { return nil }
      let distance = EditDistance.between(known, name, limit: limit)
      return distance.map { ($0, known.text) }
    }
    return near.sorted { ($0.distance, $0.name) < ($1.distance, $1.name) }.prefix(3).map(\.name)
  }

  package func mayHoldSecret(_ path: String) -> Bool {
    let name = Array(path.utf8)[...]
    return catalogue[name]?.mayHoldSecret ?? DatabaseClientSettings.mayHoldSecret(name)
  }
}
