package import SettingsGraph
internal import SourceText

extension PostfixConfiguration {
  /// Puts every `name = value` and every `-o name=value` on the graph, in reading order, each with its default.
  func addAssignments(to graph: inout SettingsGraph) -> PostfixPrecedence {
    if let main, let mainFile {
      let inclusion = graph.add(Inclusion(file: mainFile, parent: nil, directive: nil))
      for entry in main.entries { add(entry, of: main, mainFile, inclusion, to: &graph) }
    }
    var shadowed: Set<AssignmentID> = []
    var unread: Set<AssignmentID> = []
    if let master, let masterFile {
      let inclusion = graph.add(Inclusion(file: masterFile, parent: nil, directive: nil))
      for (entry, service) in zip(master.entries, services) {
        let added = add(entry, masterFile, inclusion, to: &graph)
        if service.isReplaced { shadowed.formUnion(added) }
        for (option, id) in zip(entry.options, added) where !isRead(option.nameBytes[...], by: service.command) {
          unread.insert(id)
        }
      }
    }
    return PostfixPrecedence(
      services: master?.entries.map(\.name) ?? [], shadowed: shadowed, unread: unread, graph: graph)
  }

  private func add(
    _ entry: MainCfEntry, of main: MainCf, _ file: FileID, _ inclusion: InclusionID, to graph: inout SettingsGraph
  ) {
    let name = main.name(of: entry)
    let bytes = main.value(of: entry)
    let isSecret = isSecret(name, bytes)
    let span = SourceSpan(file: file, entry.value)
    let value =
      entry.isContiguous ? SettingValue(span, isSecret: isSecret) : SettingValue(Array(bytes), isSecret: isSecret)
    let setting = graph.setting(.postfix, name)
    addDefault(of: name, setting, to: &graph)
    let id = graph.add(
      Assignment(
        setting: setting, scope: .global, value: value, valueSpan: span,
        origin: .file(SourceSpan(file: file, entry.span), inclusion)))
    addEdges(from: id, name, bytes, to: &graph)
  }

  /// `$name` in a value, and the tables that it names.
  private func addEdges(
    from id: AssignmentID, _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, to graph: inout SettingsGraph
  ) {
    var seen: Set<SettingID> = []
    for mentioned in MacroReferences(in: value, dialect: values.dialect).names {
      let setting = graph.setting(.postfix, mentioned)
      guard seen.insert(setting).inserted else { continue }
      graph.add(
        Edge(
          .references, from: .assignment(id), to: .setting(setting),
          explanation: "$name stands for the value of the parameter."))
    }
    guard let kind = catalogue[name]?.kind, [.restrictions, .maps, .matchList].contains(kind) else { return }
    for reference in TableReference.all(in: value) {
      guard let path = reference.path else { continue }
      let explanation = "\(name.text) asks the table \(reference.text)."
      graph.add(Edge(.reads, from: .assignment(id), to: .file(path.text), explanation: explanation))
    }
  }

  private func add(
    _ entry: MasterCfEntry, _ file: FileID, _ inclusion: InclusionID, to graph: inout SettingsGraph
  ) -> [AssignmentID] {
    guard !entry.options.isEmpty else { return [] }
    let scope = graph.scope(ScopeCondition(.service, "service", entry.name))
    return entry.options.map { option in
      let name = option.nameBytes[...]
      let setting = graph.setting(.postfix, name)
      addDefault(of: name, setting, to: &graph)
      let value = SettingValue(option.valueBytes, isSecret: isSecret(name, option.valueBytes[...]))
      let id = graph.add(
        Assignment(
          setting: setting, scope: scope, value: value, valueSpan: SourceSpan(file: file, option.value),
          origin: .serviceOption(SourceSpan(file: file, option.span), inclusion)))
      addEdges(from: id, name, option.valueBytes[...], to: &graph)
      return id
    }
  }

  // MARK: - Defaults

  package func addDefault(of path: String, to graph: inout SettingsGraph) {
    let name = Array(path.utf8)[...]
    guard values.defaultText(of: name) != nil else { return }
    addDefault(of: name, graph.setting(.postfix, name), to: &graph)
  }

  package func addAllDefaults(to graph: inout SettingsGraph) {
    for name in catalogue.names where catalogue[name]?.type != .legacy {
      addDefault(of: name, graph.setting(.postfix, name), to: &graph)
    }
    for name in values.serviceDefaults.names.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
      addDefault(of: name, graph.setting(.postfix, name), to: &graph)
    }
  }

  private func addDefault(of name: ArraySlice<UInt8>, _ setting: SettingID, to graph: inout SettingsGraph) {
    // A default is put on the graph before the first assignment of its name: the search ends at once.
    guard let text = values.defaultText(of: name) else { return }
    let isThere = graph.assignments(of: setting).contains { id in
      if case .builtInDefault = graph[id].origin { true } else { false }
    }
    guard !isThere else { return }
    graph.add(
      Assignment(
        setting: setting, scope: .global, value: SettingValue(Array(text)), valueSpan: nil,
        origin: .builtInDefault(condition: condition(of: name, text))))
  }

  /// What else a default depends on: `compatibility_level < 1`, or the machine.
  private func condition(of name: ArraySlice<UInt8>, _ text: ArraySlice<UInt8>) -> String? {
    if catalogue[name]?.type == .computed { return "computed from the machine" }
    guard let relation = Self.levelRelation(in: text, dialect: values.dialect) else { return nil }
    let bound = relation.right.text
    let level = values.expandedValue(of: "compatibility_level").flatMap { CompatibilityLevel($0) }
    guard let level, let limit = CompatibilityLevel(relation.right) else { return "compatibility_level" }
    return level < limit ? "compatibility_level < \(bound)" : "compatibility_level >= \(bound)"
  }

  /// `{$compatibility_level} <level {1}` at the start of a default.
  private static func levelRelation(in text: ArraySlice<UInt8>, dialect: MacroDialect) -> MacroRelation? {
    var tokens = MacroTokens(text)
    guard case .expression(let body) = try? tokens.next(),
      case .relation(let relation) = (try? MacroExpression(body, dialect: dialect))?.subject,
      relation.left.elementsEqual("$compatibility_level".utf8)
    else { return nil }
    return relation
  }
}
