package import SettingsGraph
package import SourceText

extension DovecotConfiguration {
  /// What the files set, in reading order of the winners.
  ///
  /// Without a context every filter has lines of its own; with one, each setting has one line, for that context.
  package func effectiveSettings(in context: Context?, of graph: SettingsGraph) -> [EffectiveSetting] {
    var found =
      context.map { context in
        explicitSettings(of: graph).compactMap { setting -> EffectiveSetting? in
          let resolution = precedence.resolution(of: setting, in: context, of: graph)
          guard let winner = resolution.winner, facts(of: winner) != nil else { return nil }
          return EffectiveSetting(setting: setting, scope: graph[winner].scope, resolution: resolution)
        }
      } ?? effectiveSettingsByScope(of: graph)
    found.sort { Self.position($0) < Self.position($1) }
    return found
  }

  private static func position(_ line: EffectiveSetting) -> UInt32 { line.resolution.winner?.rawValue ?? 0 }

  private func effectiveSettingsByScope(of graph: SettingsGraph) -> [EffectiveSetting] {
    var lines: [EffectiveSetting] = []
    for setting in explicitSettings(of: graph) {
      let (groups, defaults) = SameScope.groups(of: graph.assignments(of: setting), in: graph)
      for group in groups {
        lines.append(
          EffectiveSetting(
            setting: setting, scope: group.scope, resolution: resolution(of: group, setting, defaults, graph)))
      }
    }
    return lines
  }

  private func resolution(
    of group: SameScope, _ setting: SettingID, _ defaults: [AssignmentID], _ graph: SettingsGraph
  ) -> Resolution {
    let isMerged = (precedence as? Precedence2_4)?.isList(setting) ?? false
    let ids = group.assignments
    let start = isMerged ? ids.lastIndex { [.set, .clear].contains(graph[$0].operation) } ?? 0 : ids.count - 1
    let isCut = !isMerged || [.set, .clear].contains(graph[ids[start]].operation)
    let contributors = ids[start...].dropLast().reversed() + (isCut ? [] : defaults.suffix(1))
    let beaten = ids[..<start].reversed().map { Resolution.Beaten($0, .laterInSameScope, by: group.last) }
    let lostDefaults = !isCut ? [] : defaults.map { Resolution.Beaten($0, .builtInDefault, by: group.last) }
    return Resolution(
      setting: setting, context: Context(), winner: group.last, contributors: Array(contributors),
      beaten: beaten + lostDefaults, value: graph[group.last].value)
  }

  // MARK: - Values

  package func shownValue(
    of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles
  ) -> SettingValue? {
    expandedValue(of: resolution, in: graph, files: files)
  }

  package func expandedValue(
    of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles
  ) -> SettingValue? {
    guard let winner = resolution.winner else { return nil }
    if !resolution.contributors.isEmpty || [.add, .remove].contains(graph[winner].operation) {
      return mergedList(resolution, winner, graph, files)
    }
    let value = graph[winner].value
    guard let facts = facts(of: winner) else { return value }
    let bytes = facts.expanded?[...] ?? value.revealed(in: files)
    guard let row = facts.row, let entry = catalogue[row] else {
      return SettingValue(Array(bytes), isSecret: value.isSecret)
    }
    let typed = try? TypedValueReader(knowsUnlimited: is2_4).value(bytes, of: entry)
    return SettingValue(typed?.normalForm ?? Array(bytes), isSecret: value.isSecret)
  }

  /// `imap lmtp`: the elements of a boolean list that are on, in the order of their first mention.
  private func mergedList(
    _ resolution: Resolution, _ winner: AssignmentID, _ graph: SettingsGraph, _ files: SourceFiles
  ) -> SettingValue {
    var list = ListEntry()
    for id in ([winner] + resolution.contributors).reversed() {
      let bytes = graph[id].value.revealed(in: files)
      switch graph[id].operation {
      case .clear: list.removeAll()
      case .add: list.set(Array(bytes), to: [1])
      case .remove: list.set(Array(bytes), to: [])
      case .set:
        list.removeAll()
        for element in (try? BooleanListText.elements(bytes)) ?? [] { list.set(element, to: [1]) }
      }
    }
    let names = list.elements.filter { !$0.value.isEmpty }.map(\.key)
    return SettingValue(Array(names.joined(separator: [ASCII.space])), isSecret: graph[winner].value.isSecret)
  }
}
