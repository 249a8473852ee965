package import ServerTree
package import SettingsGraph
package import SourceText

/// `/etc/dovecot/dovecot.conf` and all that it includes, as one version reads them.
package struct DovecotConfiguration: DaemonConfiguration {
  package var daemon: DaemonName { .dovecot }
  package let version: AssumedVersion
  package let mainFile: TreePath
  package let diagnostics: [Diagnostic]
  package let precedence: any PrecedenceRule
  package let catalogue: Catalogue
  /// Every file in the order in which it was opened, cut into lines.
  package let documents: [Document]
  /// Files with settings of their own that 2.3 is told of (`dovecot-sql.conf.ext`).
  package let externalDocuments: [Document]
  /// What the file's own language keeps besides the graph.
  let blocks: Blocks
  let facts: [AssignmentFacts]
  let firstAssignment: Int
  let lost: [LostText]
  let crossed: [CrossedLine]
  let includes: [IncludeUse]
  let places: [BlockPlace]
  /// Files that stand where others are included from, and that no include reads.
  let neighbours: [FileID]

  enum Blocks: Sendable {
    case language2_3([FilterRecord])
    case language2_4(BlockTable, configVersion: [UInt8]?)
  }

  /// Reads the tree and puts every assignment on the graph, with the default of each setting that is assigned.
  ///
  /// - Parameters:
  ///   - readsNeighbours: also the files beside it that no include reads, for `unreadMentions(of:)`.
  ///   - fillsGraph: off for a question that needs no defaults and nothing that follows from the values: the native
  ///     forms, which have their own.
  package init(
    reading mainFile: TreePath, of tree: ServerTree, version: AssumedVersion, graph: inout SettingsGraph,
    files: inout SourceFiles, readsNeighbours: Bool = true, fillsGraph: Bool = true
  ) {
    // The arrays are taken out of the caller's hands while they grow, so that they are not copied.
    var ownGraph = SettingsGraph()
    var ownFiles = SourceFiles()
    swap(&graph, &ownGraph)
    swap(&files, &ownFiles)
    let state = ReadingState(graph: ownGraph, files: ownFiles, version: version.version)
    ownGraph = SettingsGraph()
    ownFiles = SourceFiles()
    self =
      version.version < ProgramVersion(2, 4)
      ? Self(state, mainFile, tree, version, readsNeighbours, &graph, &files, Language2_3())
      : Self(state, mainFile, tree, version, readsNeighbours, &graph, &files, Language2_4(version.version))
    guard fillsGraph else { return }
    addGroupSettings(to: &graph)
    for setting in settingsWithDefaults(of: graph) { addDefault(of: setting, to: &graph) }
    addImpliedEdges(files, to: &graph)
  }

  private init<Language: LanguageReader>(
    _ state: consuming ReadingState, _ mainFile: TreePath, _ tree: ServerTree, _ version: AssumedVersion,
    _ readsNeighbours: Bool, _ graph: inout SettingsGraph, _ files: inout SourceFiles, _ language: Language
  ) {
    var reader = ConfigurationReader(state, language, tree: tree)
    reader.read(mainFile: mainFile)
    reader.language.check(InstalledSystem(tree: tree), &reader.state)
    NamedFiles.check(in: tree, &reader.state)
    PackagedProtocols.check(in: tree, mainFile: mainFile, &reader.state)
    externalDocuments =
      (reader.language as? Language2_3).map { ExternalFiles.read(for: $0, of: tree, &reader.state) } ?? []
    neighbours =
      !readsNeighbours
      ? [] : NeighbourFiles.read(besides: reader.documents + externalDocuments, of: tree, &reader.state)
    documents = reader.documents
    self.mainFile = mainFile
    self.version = version
    catalogue = reader.state.catalogue
    facts = reader.state.facts
    firstAssignment = reader.state.firstAssignment
    lost = reader.state.lost
    crossed = reader.state.crossed
    includes = reader.state.includes
    places = reader.state.places
    diagnostics = reader.state.diagnostics
    (blocks, precedence) = Self.tables(of: reader.language, reader.state)
    graph = reader.state.graph
    files = reader.state.files
  }

  private static func tables(
    of language: some LanguageReader, _ state: ReadingState
  ) -> (Blocks, any PrecedenceRule) {
    if let language = language as? Language2_4 {
      return (
        .language2_4(language.blocks, configVersion: language.configVersion?.text), language.precedence(state)
      )
    }
    let records = (language as? Language2_3)?.records ?? []
    return (.language2_3(records), Precedence2_3(records))
  }

  /// What is known of an assignment that was read here.
  func facts(of id: AssignmentID) -> AssignmentFacts? {
    let index = Int(id.rawValue) - firstAssignment
    return facts.indices.contains(index) ? facts[index] : nil
  }

  /// `@defaults = site` in a block: what the group sets is a setting of the block too, although nothing assigns it there.
  private func addGroupSettings(to graph: inout SettingsGraph) {
    guard let uses = (precedence as? Precedence2_4)?.groupUses, !uses.isEmpty else { return }
    for setting in explicitSettings(of: graph) {
      let path = Array(graph.names[graph[setting].name])
      for use in uses where path.starts(with: use.groupPath) {
        _ = graph.setting(.dovecot, use.blockPath + path.dropFirst(use.groupPath.count))
      }
    }
  }

  /// The settings that a file assigns, each once, in reading order.
  func explicitSettings(of graph: SettingsGraph) -> [SettingID] {
    settings(of: graph) { _ in true }
  }

  /// Those of them that may have a default: the free names of 2.3 (`plugin { key`) have none.
  private func settingsWithDefaults(of graph: SettingsGraph) -> [SettingID] {
    is2_4 ? explicitSettings(of: graph) : settings(of: graph) { $0.row != nil }
  }

  private func settings(of graph: SettingsGraph, where isWanted: (AssignmentFacts) -> Bool) -> [SettingID] {
    var isSeen = [Bool](repeating: false, count: graph.settings.count)
    var settings: [SettingID] = []
    for (index, facts) in facts.enumerated() where isWanted(facts) {
      let setting = graph.assignments[firstAssignment + index].setting
      if isSeen[Int(setting.rawValue)] { continue }
      isSeen[Int(setting.rawValue)] = true
      settings.append(setting)
    }
    return settings
  }
}

extension Precedence2_3 {
  init(_ records: [FilterRecord]) {
    var byScope: [ScopeID: Record] = [:]
    for (order, record) in records.enumerated() { byScope[record.scope] = Record(facts: record.facts, order: order) }
    self.init(records: byScope)
  }
}

extension Language2_4 {
  func precedence(_ state: ReadingState) -> Precedence2_4 {
    let records = blocks.blocks.enumerated().map { order, block in
      Precedence2_4.Record(
        facts: block.facts, listCount: block.listCount, namedCount: block.namedCount, openingOrder: order)
    }
    var isList = [Bool](repeating: false, count: state.graph.settings.count)
    for (index, facts) in state.facts.enumerated() {
      let id = AssignmentID(rawValue: UInt32(state.firstAssignment + index))
      if let row = facts.row, state.catalogue[row]?.type == .booleanList {
        isList[Int(state.graph[id].setting.rawValue)] = true
      }
    }
    return Precedence2_4(
      records: records, blocks: state.facts.map(\.block), firstAssignment: state.firstAssignment, listNumbers: isList,
      groupUses: includedGroups.map { use in
        Precedence2_4.GroupUse(
          groupPath: use.label + [ASCII.slash] + SectionName.escaped(use.name) + [ASCII.slash],
          blockPath: blocks[use.block].path, block: use.block)
      })
  }
}
