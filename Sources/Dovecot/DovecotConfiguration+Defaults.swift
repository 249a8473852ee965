package import SettingsGraph
package import SourceText

extension DovecotConfiguration {
  package func addDefault(of path: String, to graph: inout SettingsGraph) {
    let setting = graph.setting(.dovecot, path.utf8)
    addDefault(of: setting, to: &graph)
  }

  /// Adds the default of a setting once.
  func addDefault(of setting: SettingID, to graph: inout SettingsGraph) {
    let hasDefault = graph.assignments(of: setting).contains {
      if case .builtInDefault = graph[$0].origin { true } else { false }
    }
    guard !hasDefault else { return }
    let path = Array(graph.names[graph[setting].name])
    guard let entry = entry(at: path), let value = defaultValue(of: path, entry) else { return }
    graph.add(
      Assignment(
        setting: setting, scope: .global, value: SettingValue(value, isSecret: entry.isSecret && !value.isEmpty),
        valueSpan: nil, origin: .builtInDefault(condition: entry.isDebianDefault ? "Debian's package" : nil)))
  }

  /// `$default_internal_user`, `$SET:default_internal_user`: a default that names another setting has its value.
  package func defaultValue(
    of path: String, in context: Context, of graph: SettingsGraph, files: SourceFiles
  ) -> SettingValue? {
    let bytes = Array(path.utf8)
    guard let entry = entry(at: bytes), let value = defaultValue(of: bytes, entry) else { return nil }
    let text = value.text
    for prefix in ["$SET:", "$"] where text.hasPrefix(prefix) {
      let name = String(text.dropFirst(prefix.count))
      let question = Question(configuration: self, context: context, graph: graph, files: files)
      return SettingValue(Array(question.value(of: name).text.utf8), isSecret: entry.isSecret)
    }
    return SettingValue(value, isSecret: entry.isSecret && !value.isEmpty)
  }

  package func addAllDefaults(to graph: inout SettingsGraph) {
    for row in 0..<catalogue.count {
      guard let entry = catalogue[row], !entry.path.contains(ASCII.asterisk), !entry.isHidden,
        !entry.type.isOnlyDefault
      else { continue }
      let setting = graph.setting(.dovecot, entry.path)
      addDefault(of: setting, to: &graph)
    }
  }

  /// The value that counts where nothing is written, in the form that doveconf prints.
  private func defaultValue(of path: [UInt8], _ entry: CatalogueEntry) -> [UInt8]? {
    let override = catalogue.entry(at: path).flatMap { $0.type == .defaultOverride ? $0.rawDefault : nil }
    if entry.type == .booleanList {
      let elements = CatalogueEntry.elements(override ?? entry.rawDefault, isBoolean: true)
      return Array(elements.filter { $0.value.elementsEqual("yes".utf8) }.map(\.key).joined(separator: [ASCII.space]))
    }
    if entry.type == .stringList { return path.contains(ASCII.slash) ? stringListDefault(of: path, entry) : nil }
    if let override = override ?? entry.overridingDefault { return Array(override) }
    return entry.defaultValue(knowsUnlimited: is2_4)?.normalForm
  }

  /// `import_environment/PATH`: the default of one key of a list.
  private func stringListDefault(of path: [UInt8], _ entry: CatalogueEntry) -> [UInt8]? {
    guard let slash = path.lastIndex(of: ASCII.slash), path[..<slash].elementsEqual(entry.path) else { return nil }
    return entry.defaultElements.first { path[(slash + 1)...].elementsEqual($0.key) }?.value
  }

  var is2_4: Bool { version.version >= ProgramVersion(2, 4) }

  /// The catalogue's entry for the path of a setting, whose section names it does not have.
  package func entry(at path: some Collection<UInt8>) -> CatalogueEntry? {
    let parts = path.split(separator: ASCII.slash, omittingEmptySubsequences: false)
    guard let name = parts.last else { return nil }
    if is2_4 {
      if let entry = catalogue.entry(at: name), !entry.type.isOnlyDefault { return entry }
      return parts.count > 1 ? catalogue.entry(at: parts[parts.count - 2]).flatMap { $0.type.isList ? $0 : nil } : nil
    }
    var wildcard: [UInt8] = []
    for (index, part) in parts.enumerated() {
      if index > 0 { wildcard.append(ASCII.slash) }
      wildcard += index % 2 == 1 ? [ASCII.asterisk] : Array(part)
    }
    return catalogue.entry(at: wildcard) ?? catalogue.entry(at: parts[0]).flatMap { $0.type.isList ? $0 : nil }
  }
}
