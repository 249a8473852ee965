internal import SettingsGraph
internal import SourceText

/// A block of 2.4 as its check sees it: without what stands round it.
struct CheckedBlock: CheckedSettings {
  let block: Block
  let state: ReadingState

  var version: ProgramVersion { state.version }

  /// 2.4.1 puts this in the place of a value that it cannot know yet.
  static let unknownValue = "UNKNOWN_VALUE_WITH_VARIABLES"

  func isWritten(_ name: String) -> Bool { block.entries[Array(name.utf8)] != nil || nameOfBlock(name) != nil }

  func text(_ name: String) -> String {
    guard case .value(let id) = block.entries[Array(name.utf8)] else {
      return nameOfBlock(name)?.text ?? defaultText(of: name)
    }
    return isUnknown(id) ? Self.unknownValue : state.nativeValue(of: id).text
  }

  /// The name of a block fills a setting: `metric x {` is `metric_name = x`.
  private func nameOfBlock(_ name: String) -> [UInt8]? {
    guard case .list(let word, let blockName) = block.kind,
      state.catalogue.entry(at: word)?.nameField.elementsEqual(name.utf8) == true
    else { return nil }
    return blockName
  }

  private func defaultText(of name: String) -> String {
    if let override = state.catalogue.entry(at: block.path + name.utf8), override.type == .defaultOverride {
      return override.rawDefault.text
    }
    guard let entry = state.catalogue.entry(at: name.utf8) else { return "" }
    if case .root = block.kind, let text = entry.overridingDefault { return text.text }
    return entry.defaultValue(knowsUnlimited: true)?.normalForm.text ?? ""
  }

  func typed(_ name: String) -> TypedValue? {
    guard let entry = state.catalogue.entry(at: name.utf8) else { return nil }
    return try? TypedValueReader(knowsUnlimited: true).value(Array(text(name).utf8)[...], of: entry)
  }

  func words(_ name: String) -> [String] {
    guard let entry = state.catalogue.entry(at: name.utf8) else { return [] }
    guard entry.type == .booleanList else {
      return text(name).split { $0 == " " || $0 == "," }.map(String.init)
    }
    guard case .list(let list) = block.entries[Array(name.utf8)] else {
      return entry.defaultElements.filter { $0.value.elementsEqual("yes".utf8) }.map(\.key.text)
    }
    let values = TypedValueReader(knowsUnlimited: true)
    return list.elements.filter { (try? values.boolean($0.value[...])) != false }.map(\.key.text)
  }

  // MARK: - What cannot be known

  /// Whether the value has variables that only the server knows.
  func isUnknown(_ id: AssignmentID) -> Bool {
    guard let row = state.facts(of: id)?.row, let entry = state.catalogue[row], entry.type != .stringWithVariables,
      entry.type != .file
    else { return false }
    let value = state.nativeValue(of: id)
    return value.contains("%{") || value.contains("$SET:") || value.contains("$ENV:")
  }
}

extension Language2_4 {
  private static let checksByName: [[UInt8]: [Int]] = {
    var numbers: [[UInt8]: [Int]] = [:]
    for (number, check) in StructCheck.of2_4.enumerated() {
      for name in check.names { numbers[Array(name.utf8), default: []].append(number) }
    }
    return numbers
  }()

  /// Looks at each block by itself, module by module, as the daemon does when all is read.
  func checkStructs(_ state: inout ReadingState) {
    for block in blocks.blocks where !(block.isList && !block.includedGroups.isEmpty) {
      var numbers = Set(block.entries.keys.flatMap { Self.checksByName[$0] ?? [] })
      if case .list(let word, _) = block.kind, let entry = state.catalogue.entry(at: word), !entry.nameField.isEmpty {
        numbers.formUnion(Self.checksByName[Array(entry.nameField)] ?? [])
      }
      guard !numbers.isEmpty else { continue }
      check(block, numbers.sorted(), &state)
    }
  }

  private func check(_ block: Block, _ numbers: [Int], _ state: inout ReadingState) {
    let settings = CheckedBlock(block: block, state: state)
    let unknown = state.version >= ProgramVersion(2, 4, 2) ? unknownModules(of: settings) : []
    for number in numbers {
      let check = StructCheck.of2_4[number]
      guard !unknown.contains(Array(check.module.utf8)), let complaint = check.complaint(settings) else { continue }
      let written = check.names.first { settings.isWritten($0) }
      guard let span = written.flatMap({ span(of: $0, in: block, state) }) ?? block.opened else { continue }
      check.report(complaint, at: span, &state)
    }
  }

  func span(of name: String, in block: Block, _ state: ReadingState) -> SourceSpan? {
    switch block.entries[Array(name.utf8)] {
    case .value(let id): state.graph[id].origin.span
    case .list(let list): list.assignments.last.flatMap { state.graph[$0].origin.span }
    case nil: nil
    }
  }

  /// From 2.4.2 on a module is passed over of which any value in the block is not known.
  private func unknownModules(of settings: CheckedBlock) -> Set<[UInt8]> {
    var modules: Set<[UInt8]> = []
    for (name, entry) in settings.block.entries {
      guard case .value(let id) = entry, settings.isUnknown(id) else { continue }
      modules.formUnion(SharedSettings.modules[name] ?? [])
      if let owner = settings.state.catalogue.entry(at: name)?.owner { modules.insert(Array(owner)) }
    }
    return modules
  }
}
