internal import SettingsGraph
internal import SourceText

/// The services of 2.4: those of the program by their names, then those that only the files have.
struct Services2_4: Services {
  private let blocks: BlockTable
  private let state: ReadingState
  let names: [String]
  private(set) var protocols: Set<String> = []
  /// Sections that are there without being written, by the path of their list: `service/auth/unix_listener`.
  private let defaultSections: [[UInt8]: [[UInt8]]]

  var version: ProgramVersion { state.version }

  init(_ blocks: BlockTable, _ state: ReadingState) {
    self.blocks = blocks
    self.state = state
    defaultSections = Self.defaultSections(state.catalogue)
    let own = defaultSections[Array("service".utf8)]?.map(\.text) ?? []
    let written = blocks[0].children.compactMap { number -> String? in
      guard case .list(let word, let name) = blocks[number].kind, word.elementsEqual("service".utf8) else { return nil }
      return name.text
    }
    names = own + written.filter { !own.contains($0) }
    protocols = Set(CheckedBlock(block: blocks[0], state: state).words("protocols"))
  }

  /// `service/auth/unix_listener/auth-userdb/unix_listener_mode` tells of two sections.
  private static func defaultSections(_ catalogue: Catalogue) -> [[UInt8]: [[UInt8]]] {
    var sections: [[UInt8]: [[UInt8]]] = [:]
    for row in catalogue.rows(below: Array("service/".utf8)) {
      guard let path = catalogue[row]?.path else { continue }
      let parts = path.split(separator: ASCII.slash, omittingEmptySubsequences: false)
      for depth in stride(from: 1, to: parts.count - 1, by: 2) {
        let list = Array(parts[..<depth].joined(separator: [ASCII.slash]))
        let name = SectionName.unescaped(parts[depth])
        if sections[list]?.last != name { sections[list, default: []].append(name) }
      }
    }
    return sections
  }

  // MARK: - Values

  func text(_ name: String, of service: String) -> String {
    value("service_\(name)", in: [.list(Array("service".utf8), name: Array(service.utf8))]).text
  }

  func isWritten(_ name: String, of service: String) -> Bool {
    value("service_\(name)", in: [.list(Array("service".utf8), name: Array(service.utf8))]).isWritten
  }

  func number(_ name: String, of service: String) -> UInt64 { number("service_\(name)", text(name, of: service)) }

  private func number(_ name: String, _ text: String) -> UInt64 {
    guard let entry = state.catalogue.entry(at: name.utf8) else { return 0 }
    switch try? TypedValueReader(knowsUnlimited: true).value(Array(text.utf8)[...], of: entry) {
    case .number(let number), .octal(let number), .size(let number), .time(let number), .milliseconds(let number):
      return number
    case .unlimited: return .max
    default: return 0
    }
  }

  func global(_ name: String) -> String { value(name, in: []).text }

  func globalNumber(_ name: String) -> UInt64 { number(name, global(name)) }

  /// In the innermost of the blocks, then in those round it, each with what it has by default. A listener outside of
  /// every service counts for the listener of its name in each.
  private func value(_ name: String, in path: [Block.Kind]) -> (text: String, isWritten: Bool) {
    let name = Array(name.utf8)
    for depth in (0...path.count).reversed() {
      let kinds = path.prefix(depth)
      if let block = block(kinds), case .value(let id) = blocks[block].entries[name] {
        return (state.nativeValue(of: id).text, true)
      }
      if depth > 0, let text = defaultText(of: name, in: kinds) { return (text, false) }
      if depth > 1, let block = block(path.suffix(1)), case .value(let id) = blocks[block].entries[name] {
        return (state.nativeValue(of: id).text, true)
      }
    }
    let entry = state.catalogue.entry(at: name)
    return (entry?.defaultValue(knowsUnlimited: true)?.normalForm.text ?? "", false)
  }

  private func block(_ path: ArraySlice<Block.Kind>) -> Int? {
    path.reduce(0 as Int?) { parent, kind in parent.flatMap { blocks.find(kind, in: $0) } }
  }

  private func defaultText(of name: [UInt8], in path: ArraySlice<Block.Kind>) -> String? {
    var full: [UInt8] = []
    for case .list(let word, let sectionName) in path {
      full += word + [ASCII.slash] + SectionName.escaped(sectionName) + [ASCII.slash]
    }
    let entry = state.catalogue.entry(at: full + name)
    return entry?.type == .defaultOverride ? entry?.rawDefault.text : nil
  }

  func span(of service: String) -> SourceSpan? {
    blocks.find(.list(Array("service".utf8), name: Array(service.utf8)), in: 0).flatMap { blocks[$0].opened }
  }

  // MARK: - Listeners

  private func listeners(_ word: String, of service: String) -> [[Block.Kind]] {
    let kind = Block.Kind.list(Array("service".utf8), name: Array(service.utf8))
    let list = Array("service/".utf8) + SectionName.escaped(service.utf8) + Array("/\(word)".utf8)
    var names = defaultSections[list] ?? []
    if let parent = blocks.find(kind, in: 0) {
      for child in blocks[parent].children {
        guard case .list(let childWord, let name) = blocks[child].kind, childWord.elementsEqual(word.utf8),
          !names.contains(name)
        else { continue }
        names.append(name)
      }
    }
    // A listener outside every service is one of each.
    for child in blocks[0].children {
      guard case .list(let childWord, let name) = blocks[child].kind, childWord.elementsEqual(word.utf8),
        !names.contains(name)
      else { continue }
      names.append(name)
    }
    return names.map { [kind, .list(Array(word.utf8), name: $0)] }
  }

  func socketListeners(of service: String) -> [SocketListener] {
    ["unix_listener", "fifo_listener"].flatMap { word in
      listeners(word, of: service).compactMap { path in
        guard case .list(_, let name) = path[1] else { return nil }
        let written = value("\(word)_path", in: path)
        let mode = value("\(word)_mode", in: path).text
        return SocketListener(
          path: written.isWritten ? written.text : name.text, isFifo: word == "fifo_listener",
          isOpen: mode.contains { $0 != "0" }, opened: block(path[...]).flatMap { blocks[$0].opened })
      }
    }
  }

  /// Those that are not written stand before those that are.
  var firstNetworkListener: String {
    let found = names.lazy.map { self.listeners("inet_listener", of: $0) }.first { !$0.isEmpty } ?? []
    let first = found.first { block($0[...]) == nil } ?? found.first
    guard case .list(_, let name)? = first?.last else { return "" }
    return name.text
  }

  func networkListeners(of service: String) -> [String] {
    listeners("inet_listener", of: service).flatMap { path -> [String] in
      let port = value("inet_listener_port", in: path).text
      guard port != "0", !port.isEmpty else { return [] }
      return addresses(path).map { "\(port):\($0)" }
    }
  }

  /// `listen` in the listener, in its service, or for all.
  private func addresses(_ path: [Block.Kind]) -> [String] {
    for depth in (0...path.count).reversed() {
      guard let number = block(path.prefix(depth)), blocks[number].entries[Array("listen".utf8)] != nil else {
        continue
      }
      return CheckedBlock(block: blocks[number], state: state).words("listen")
    }
    return CheckedBlock(block: blocks[0], state: state).words("listen")
  }

  /// Whether a value is not known before the server runs: then nothing is looked at.
  var hasUnknownValue: Bool {
    hasUnknownValue(in: blocks[0]) { $0.type != .string && $0.owner.elementsEqual("master".utf8) }
      || hasUnknownValueOfService { $0.type != .string }
  }

  /// Whether such a value stands in the block of a service itself.
  func hasUnknownValueOfService(_ counts: (CatalogueEntry) -> Bool) -> Bool {
    blocks[0].children.contains { number in
      blocks[number].isList && blocks[number].word.elementsEqual("service".utf8)
        && hasUnknownValue(in: blocks[number], counts)
    }
  }

  private func hasUnknownValue(in block: Block, _ counts: (CatalogueEntry) -> Bool) -> Bool {
    let settings = CheckedBlock(block: block, state: state)
    return block.entries.contains { name, entry in
      guard case .value(let id) = entry, settings.isUnknown(id), let entry = state.catalogue.entry(at: name) else {
        return false
      }
      return counts(entry)
    }
  }
}
