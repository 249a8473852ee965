internal import SettingsGraph
internal import SourceText

/// `doveconf -n` of 2.4: global settings that differ from the defaults, then every block in the order in which it was
/// opened first, with all that is set in it.
struct NativeForm2_4 {
  let configuration: DovecotConfiguration
  let blocks: BlockTable
  /// What alone is asked for; empty for everything.
  let names: [[UInt8]]
  let configVersion: [UInt8]?
  /// Global settings that are not set are printed too.
  let isAll: Bool
  let showsSecrets: Bool
  let graph: SettingsGraph
  let files: SourceFiles

  /// What of the form the version decides.
  private var style: NativeValue.Style {
    configuration.version.version >= ProgramVersion(2, 4, 5) ? .v2_4_5 : .v2_4
  }

  func write(to output: inout [UInt8]) {
    for name in names { write(name, to: &output) }
    guard names.isEmpty else { return }
    if let configVersion { output += "dovecot_config_version = ".utf8 + configVersion + [ASCII.lineFeed] }
    if isAll { writeAllGlobal(to: &output) } else { writeEntries(of: 0, indent: 0, to: &output) }
    for child in blocks[0].children where !isBuiltIn(child) { write(child, to: &output) }
    writeGroups(of: 0, indent: 0, to: &output)
  }

  /// `doveconf ssl`, `doveconf service/imap`: a global setting, or a block with those round it and no filter.
  private func write(_ name: [UInt8], to output: inout [UInt8]) {
    if isAll {
      writeAllGlobal(only: name, to: &output)
    } else {
      writeEntries(of: 0, only: name, indent: 0, to: &output)
      // 2.4.1 shows by name what a group sets where nothing else does; 2.4.5 only with all defaults.
      if style == .v2_4, blocks[0].entries[name] == nil, let entry = entryOfGroup(name) {
        write(entry, name, blocks[0], 0, &output)
      }
    }
    for child in blocks[0].children where isAround(child, name) { write(child, only: name, to: &output) }
  }

  /// Whether a block is what is asked for, or holds it, or is in it.
  private func isAround(_ block: Int, _ name: [UInt8]) -> Bool {
    switch blocks[block].kind {
    case .named, .list: break
    case .root, .filter, .group: return false
    }
    let path = blocks[block].path
    let asked = name + [ASCII.slash]
    return path.starts(with: asked) || asked.starts(with: path)
  }

  /// A block that was opened is printed even with nothing in it, if its name fills a setting or a block in it is printed.
  private func write(_ root: Int, only name: [UInt8]? = nil, to output: inout [UInt8]) {
    // Depth first without recursion: blocks nest as deep as a file has lines.
    var stack: [(block: Int, next: Int, isPrinted: Bool)] = []
    var pending: [UInt8] = []
    var pendingStarts: [Int] = []
    func flush(_ output: inout [UInt8]) {
      output += pending
      pending.removeAll()
      for index in stack.indices { stack[index].isPrinted = true }
      for index in pendingStarts.indices { pendingStarts[index] = 0 }
    }
    func enter(_ block: Int, _ output: inout [UInt8]) {
      pendingStarts.append(pending.count)
      writeOpening(of: block, indent: stack.count, to: &pending)
      stack.append((block, 0, false))
      var body: [UInt8] = []
      let isWhole = name.map { blocks[block].path.starts(with: $0 + [ASCII.slash]) } ?? true
      writeEntries(of: block, only: isWhole ? nil : name, indent: stack.count, to: &body)
      if isWhole { writeGroups(of: block, indent: stack.count, to: &body) }
      if !body.isEmpty || (isWhole && isNameField(block)) {
        flush(&output)
        output += body
      }
    }
    enter(root, &output)
    while let top = stack.last {
      let children = blocks[top.block].children
      if top.next < children.count {
        stack[stack.count - 1].next += 1
        if name.map({ isAround(children[top.next], $0) }) ?? true { enter(children[top.next], &output) }
        continue
      }
      stack.removeLast()
      let start = pendingStarts.removeLast()
      if top.isPrinted {
        NativeValue.writeIndent(stack.count, to: &output)
        output += "}\n".utf8
      } else {
        pending.removeSubrange(start...)
      }
    }
  }

  /// Of the groups of the program itself only the use is printed.
  private func isBuiltIn(_ block: Int) -> Bool {
    if case .group(let label, let name) = blocks[block].kind {
      BuiltInGroups.names.contains("\(label.text)/\(name.text)")
    } else {
      false
    }
  }

  private func isNameField(_ block: Int) -> Bool {
    if case .list = blocks[block].kind { true } else { false }
  }

  private func writeOpening(of number: Int, indent: Int, to output: inout [UInt8]) {
    NativeValue.writeIndent(indent, to: &output)
    switch blocks[number].kind {
    case .root: return
    case .filter(let kind, let name): output += "\(kind.rawValue) \(name)".utf8
    case .named(let key): output += key
    case .list(let key, let name): output += key + [ASCII.space] + Self.shown(name)
    case .group(let label, let name): output += "group ".utf8 + label + [ASCII.space] + Self.shown(name)
    }
    output += " {\n".utf8
  }

  private static func shown(_ name: [UInt8]) -> [UInt8] {
    if name.isEmpty { return Array("\"\"".utf8) }
    guard name.contains(where: { " \"{=<'$".utf8.contains($0) }) else { return name }
    var shown = [ASCII.doubleQuote]
    NativeValue.writeEscaped(name, to: &shown)
    return shown + [ASCII.doubleQuote]
  }

  private func writeGroups(of number: Int, indent: Int, to output: inout [UInt8]) {
    for group in blocks[number].includedGroups {
      NativeValue.writeIndent(indent, to: &output)
      output += group.label + Array(" = ".utf8) + group.name + [ASCII.lineFeed]
    }
  }

  // MARK: - Entries

  private func writeEntries(
    of number: Int, only asked: [UInt8]? = nil, indent: Int, to output: inout [UInt8]
  ) {
    let block = blocks[number]
    for (name, entry) in block.entries.sorted(by: { $0.key.lexicographicallyPrecedes($1.key) }) {
      if let asked, block.path + name != asked, block.path + stripped(name, block) != asked { continue }
      write(entry, name, block, indent, &output)
    }
  }

  private func write(
    _ entry: Block.Entry, _ name: [UInt8], _ block: Block, _ indent: Int, _ output: inout [UInt8]
  ) {
    switch entry {
    case .value(let id): writeValue(id, name, block, indent, &output)
    case .list(let list): writeList(list, name, block, indent, &output)
    }
  }

  /// What the first group in use sets, outside of all blocks.
  private func entryOfGroup(_ name: [UInt8]) -> Block.Entry? {
    for use in blocks[0].includedGroups {
      guard let group = blocks.find(.group(label: use.label, name: use.name), in: 0) else { continue }
      if let entry = blocks[group].entries[name] { return entry }
    }
    return nil
  }

  /// 2.4.5 leaves a global setting out that is printed inside the unnamed block of its name.
  private func isShownInBlock(_ name: [UInt8], _ named: [Block]) -> Bool {
    style == .v2_4_5
      && named.contains { name.starts(with: $0.word + [ASCII.underscore]) && $0.entries[name] != nil }
  }

  /// Every setting of the program, set or not; a list that is not set is printed as empty, whatever is in it.
  private func writeAllGlobal(only asked: [UInt8]? = nil, to output: inout [UInt8]) {
    let history = DefaultHistory()
    let named = blocks[0].children.map { blocks[$0] }.filter { if case .named = $0.kind { true } else { false } }
    let stated = configVersion.flatMap { ProgramVersion($0.text) }
    for entry in configuration.catalogue.entries where !entry.type.isOnlyDefault && !entry.type.isBlock {
      let name = Array(entry.path)
      if let asked, asked != name { continue }
      if let own = blocks[0].entries[name] ?? (style == .v2_4_5 ? entryOfGroup(name) : nil) {
        write(own, name, blocks[0], 0, &output)
      } else if !entry.isHidden, entry.type != .alias, !isShownInBlock(name, named) {
        let old = stated.flatMap {
          history.oldDefault(of: name, configVersion: $0, programVersion: configuration.version.version)
        }
        let value = entry.type.isList ? [] : old ?? (entry.defaultValue(knowsUnlimited: true)?.normalForm ?? [])[...]
        output += name + Array(" = ".utf8)
        NativeValue(key: name[...], value: value, style: style, showsSecrets: showsSecrets).write(to: &output)
        output.append(ASCII.lineFeed)
      }
    }
  }

  private func writeValue(
    _ id: AssignmentID, _ name: [UInt8], _ block: Block, _ indent: Int, _ output: inout [UInt8]
  ) {
    var value = configuration.facts(of: id)?.native?[...] ?? graph[id].value.revealed(in: files)
    let entry = configuration.facts(of: id)?.row.flatMap { configuration.catalogue[$0] }
    if let entry {
      if case .root = block.kind, !isAll, entry.defaultValue(knowsUnlimited: true)?.normalForm[...] == value { return }
      if entry.type == .file { value = Self.shownFile(value) }
      if case .list(_, let blockName) = block.kind, isNameField(name, of: block), value.elementsEqual(blockName) {
        return
      }
    }
    let shown = stripped(name, block)
    NativeValue.writeIndent(indent, to: &output)
    Self.writeKey(shown, to: &output)
    output += " = ".utf8
    let marker = configuration.facts(of: id)?.marker
    NativeValue(key: name[...], value: value, style: style, marker: marker, showsSecrets: showsSecrets).write(
      to: &output)
    output.append(ASCII.lineFeed)
  }

  private func isNameField(_ name: [UInt8], of block: Block) -> Bool {
    configuration.catalogue.entry(at: block.word)?.nameField.elementsEqual(name) ?? false
  }

  /// Of a file's content that is written inline, doveconf shows the path's line only.
  private static func shownFile(_ value: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
    if value.starts(with: Array("inline:".utf8)) { return value }
    return value.prefix { $0 != ASCII.lineFeed }
  }

  private func writeList(
    _ list: ListEntry, _ name: [UInt8], _ block: Block, _ indent: Int, _ output: inout [UInt8]
  ) {
    let shown = stripped(name, block)
    let isBoolean = configuration.catalogue.entry(at: name)?.type == .booleanList
    let elements = list.elements
    NativeValue.writeIndent(indent, to: &output)
    output += shown
    if elements.isEmpty {
      output += " = \n".utf8
    } else if list.isReplaced, isBoolean {
      output += " =".utf8
      for (key, value) in elements where !value.elementsEqual("no".utf8) {
        output.append(ASCII.space)
        Self.writeKey(key[...], to: &output)
      }
      output.append(ASCII.lineFeed)
    } else {
      if list.isReplaced {
        output += " = \n".utf8
        NativeValue.writeIndent(indent, to: &output)
        output += shown
      }
      writeElements(isBoolean ? elements : Self.sorted(elements.map(Self.cut)), indent, &output)
    }
  }

  private func writeElements(
    _ elements: [(key: [UInt8], value: [UInt8])], _ indent: Int, _ output: inout [UInt8]
  ) {
    output += " {\n".utf8
    for (key, value) in elements {
      NativeValue.writeIndent(indent + 1, to: &output)
      Self.writeKey(key[...], to: &output)
      output += " = ".utf8
      NativeValue(key: key[...], value: value[...], style: style, showsSecrets: showsSecrets).write(to: &output)
      output.append(ASCII.lineFeed)
    }
    NativeValue.writeIndent(indent, to: &output)
    output += "}\n".utf8
  }

  /// doveconf takes a key for ended at its first `=`.
  private static func cut(_ element: (key: [UInt8], value: [UInt8])) -> (key: [UInt8], value: [UInt8]) {
    guard let equals = element.key.firstIndex(of: ASCII.equals) else { return element }
    return (Array(element.key[..<equals]), element.key[(equals + 1)...] + [ASCII.equals] + element.value)
  }

  private static func sorted(
    _ elements: [(key: [UInt8], value: [UInt8])]
  ) -> [(key: [UInt8], value: [UInt8])] {
    NativeItem.sorted(elements.map { NativeItem(path: $0.key, value: $0.value[...]) })
      .map { (key: $0.path, value: Array($0.value)) }
  }

  private static func writeKey(_ key: ArraySlice<UInt8>, to output: inout [UInt8]) {
    guard key.contains(where: { " \"\\#=".utf8.contains($0) }) else {
      output += key
      return
    }
    output.append(ASCII.doubleQuote)
    NativeValue.writeEscaped(key, to: &output)
    output.append(ASCII.doubleQuote)
  }

  /// The name without what the block round it adds by itself, unless another setting would be meant then.
  private func stripped(_ name: [UInt8], _ block: Block) -> ArraySlice<UInt8> {
    guard let prefixes = block.prefixes else { return name[...] }
    let full = prefixes.full + [ASCII.underscore]
    if name.starts(with: full) { return name.dropFirst(full.count) }
    let short = prefixes.short + [ASCII.underscore]
    guard block.isList, name.starts(with: short) else { return name[...] }
    let suffix = name.dropFirst(short.count)
    return configuration.catalogue.row(at: full + suffix) == nil ? suffix : name[...]
  }
}
