package import SettingsGraph
package import SourceText

extension PostfixConfiguration {
  /// Any name is legal in main.cf; known is what Postfix, a service, or some `$name` uses.
  package func lookUp(_ name: String, in graph: SettingsGraph) -> NameLookup {
    let bytes = Array(name.utf8)[...]
    if values.isBuiltIn(bytes) || names.used.contains(bytes)
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

  /// Lines that look like an assignment of `path` and are none.
  package func unreadMentions(of path: String, in graph: SettingsGraph, files: SourceFiles) -> [UnreadMention] {
    let wanted = Array(path.utf8)
    return mentionsInMain(of: wanted) + mentionsInMaster(of: wanted)
  }

  private func mentionsInMain(of wanted: [UInt8]) -> [UnreadMention] {
    guard let main, let mainFile else { return [] }
    return main.lookalikes { $0.elementsEqual(wanted) }.map { found in
      UnreadMention(
        span: SourceSpan(file: mainFile, found.line), value: SourceSpan(file: mainFile, found.value),
        reason: found.cause.reason)
    }
  }

  private func mentionsInMaster(of wanted: [UInt8]) -> [UnreadMention] {
    guard let master, let masterFile else { return [] }
    let bytes = master.lines.bytes
    let options = master.commented.flatMap(\.options).filter { option in
      option.name.map { bytes[$0].elementsEqual(wanted) } ?? false
    }
    return options.map { option in
      UnreadMention(
        span: SourceSpan(file: masterFile, option.line), value: option.value.map { SourceSpan(file: masterFile, $0) },
        reason: .serviceDisabled)
    }
  }
}

extension LookalikeAssignment.Cause {
  var reason: Reason {
    switch self {
    case .commentedOut: .commentedOut
    case .swallowed, .dropped: .swallowedByContinuation
    }
  }
}
