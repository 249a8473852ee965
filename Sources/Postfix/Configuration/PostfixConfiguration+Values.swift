package import ServerTree
package import SettingsGraph
package import SourceText

extension PostfixConfiguration {
  /// The value as `postconf -x` expands it, with the options of the service that was asked about.
  ///
  /// Raw parameters keep their `$`: the program expands them with attributes of a message. At run time a reference to
  /// an unset parameter of another program is empty, which `postconf -x` does not show.
  package func expandedValue(of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles) -> SettingValue? {
    guard let value = resolution.value else { return nil }
    let name = graph.names[graph[resolution.setting].name]
    if catalogue[name]?.type == .raw { return value }
    let text = value.revealed(in: files)
    let scope = scope(of: resolution.context)
    guard let expanded = try? MacroExpander.expand(text, in: scope, dialect: values.dialect) else { return nil }
    return SettingValue(Array(expanded), isSecret: value.isSecret || mentionsSecret(text, in: scope))
  }

  /// The built-in default, expanded for the service that was asked about.
  package func defaultValue(
    of path: String, in context: Context, of graph: SettingsGraph, files: SourceFiles
  ) -> SettingValue? {
    let name = Array(path.utf8)[...]
    guard let text = values.defaultText(of: name) else { return nil }
    if catalogue[name]?.type == .raw { return SettingValue(Array(text)) }
    let scope = scope(of: context)
    guard let expanded = try? MacroExpander.expand(text, in: scope, dialect: values.dialect) else { return nil }
    return SettingValue(Array(expanded), isSecret: mentionsSecret(text, in: scope))
  }

  /// The names that a macro can mention in this context.
  func scope(of context: Context) -> ServiceScope {
    guard let name = postfixPrecedence.service(named: context.service),
      let entry = entryNumbers[name].flatMap({ master?.entries[$0] })
    else { return ServiceScope(values) }
    return ServiceScope(values, options: Self.options(of: entry))
  }

  /// The program of `submission/inet`.
  func command(of service: String) -> String? { entryNumbers[service].flatMap { master?.entries[$0].command.text } }

  /// The name space that a service adds: its options, under its two read-only names.
  static func options(of entry: MasterCfEntry) -> [ArraySlice<UInt8>: ArraySlice<UInt8>] {
    var options: [ArraySlice<UInt8>: ArraySlice<UInt8>] = [:]
    for option in entry.options { options[option.nameBytes[...]] = option.valueBytes[...] }
    return options.merging(readOnlyNames(of: entry)) { $1 }
  }

  /// `process_name` and `service_name`, which only the program itself sets.
  static func readOnlyNames(of entry: MasterCfEntry) -> [ArraySlice<UInt8>: ArraySlice<UInt8>] {
    let program = entry.command.lastIndex(of: ASCII.slash).map { entry.command[($0 + 1)...] } ?? entry.command
    return [Array("process_name".utf8)[...]: program, Array("service_name".utf8)[...]: entry.service]
  }

  /// Whether the expansion of a text takes in a value that has to be hidden.
  private func mentionsSecret(_ text: ArraySlice<UInt8>, in scope: ServiceScope) -> Bool {
    var pending = MacroReferences(in: text, dialect: values.dialect).names
    var seen: Set<ArraySlice<UInt8>> = []
    while let name = pending.popLast() {
      guard seen.insert(name).inserted, let value = scope.value(of: name) else { continue }
      if isSecret(name, value) { return true }
      pending += MacroReferences(in: value, dialect: values.dialect).names
    }
    return false
  }

  /// The value as `postconf` prints it: every run of white space is one blank.
  package func shownValue(of resolution: Resolution, in graph: SettingsGraph, files: SourceFiles) -> SettingValue? {
    resolution.value.map {
      SettingValue(PostconfLine.squeezed($0.revealed(in: files)), isSecret: $0.isSecret)
    }
  }

  /// What is set and in effect, in the reading order of the winners: main.cf, and every option of master.cf in the
  /// scope of its service; with a service in the context, the values that this service really runs with.
  package func effectiveSettings(in context: Context?, of graph: SettingsGraph) -> [EffectiveSetting] {
    let context = context ?? Context()
    var found: [EffectiveSetting] = []
    for index in graph.settings.indices where graph.settings[index].daemon == .postfix {
      let setting = SettingID(rawValue: UInt32(index))
      if context.service != nil {
        append(postfixPrecedence.resolution(of: setting, in: context, of: graph), graph, &found)
      } else {
        append(postfixPrecedence.ownResolution(of: setting, in: context, of: graph), graph, &found)
        appendOptions(setting, context, graph, &found)
      }
    }
    return found.sorted { ($0.resolution.winner?.rawValue ?? 0) < ($1.resolution.winner?.rawValue ?? 0) }
  }

  private func append(_ resolution: Resolution, _ graph: SettingsGraph, _ found: inout [EffectiveSetting]) {
    let setting = resolution.setting
    guard let winner = resolution.winner, graph[winner].origin.span != nil else { return }
    let isOption = graph[winner].scope != .global
    guard isOption || names.isUsed(graph.names[graph[setting].name]) else { return }
    found.append(EffectiveSetting(setting: setting, scope: graph[winner].scope, resolution: resolution))
  }

  private func appendOptions(
    _ setting: SettingID, _ context: Context, _ graph: SettingsGraph, _ found: inout [EffectiveSetting]
  ) {
    let scopes = graph.assignments(of: setting).map { graph[$0].scope }.filter { $0 != .global }
    for scope in Set(scopes) {
      var context = context
      context.service = graph[scope].condition?.name
      append(postfixPrecedence.ownResolution(of: setting, in: context, of: graph), graph, &found)
    }
  }
}

extension PostfixConfiguration {
  /// Opens tables of the tree as the programs of this configuration do.
  package func tableOpener(_ tree: ServerTree) -> TableOpener {
    let imported = values.expandedValue(of: "import_environment") ?? []
    let keepsUTF8 = values.expandedValue(of: "smtputf8_enable")?.map(ASCII.lowercased).elementsEqual("yes".utf8)
    return TableOpener(
      tree, version: version.version, environment: ProgramEnvironment(importing: imported),
      keepsUTF8: keepsUTF8 ?? true, types: TableTypes(in: tree, directory: directory, version: version.version))
  }
}
