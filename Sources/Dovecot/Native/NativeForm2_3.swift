internal import SettingsGraph
internal import SourceText

/// `doveconf -n` and `-a` of 2.3: what differs from the defaults, or everything, then every filter with all that is set
/// in it. With a context the filters that match are laid over the global settings first (`doveconf -n -f …`).
struct NativeForm2_3 {
  let configuration: DovecotConfiguration
  let records: [FilterRecord]
  /// What alone is asked for; empty for everything.
  let names: [[UInt8]]
  let context: Context?
  let isAll: Bool
  let showsSecrets: Bool
  let graph: SettingsGraph
  let files: SourceFiles
  /// `service/stats`: the last of the services that are there without being written, asked for in every filter.
  let lastService: [UInt8]?

  static func lastService(of catalogue: Catalogue) -> [UInt8]? {
    let last = catalogue.rows(below: Array("service/".utf8)).last { catalogue[$0]?.type == .section }
    return last.flatMap { catalogue[$0] }.map { Array($0.path) }
  }

  func write(to output: inout [UInt8]) {
    let merged = MergedRecord(records, in: context ?? Context(), configuration.catalogue, graph)
    // By name a section that is not printed may still give its name to the one round it.
    let hasDefaults = isAll || !names.isEmpty
    let global = hasDefaults ? merged.record.withDefaultSections(configuration.catalogue) : merged.record
    let paths = PrintedPaths(of: global, self)
    let items = items(of: global, paths, isGlobal: true, forgotten: merged.forgotten)
    for name in names { write(items, of: name, paths, to: &output) }
    guard names.isEmpty else { return }
    var printer = SectionPrinter(prefixes: paths.prefixes, showsSecrets: showsSecrets)
    printer.print(items, to: &output)
    for record in records.dropFirst().filter(isShown).sorted(by: Self.precedes) { write(record, to: &output) }
  }

  /// `doveconf service/imap`: a setting by its whole path, or what is below it.
  private func write(_ items: [NativeItem], of name: [UInt8], _ paths: PrintedPaths, to output: inout [UInt8]) {
    let setting = items.first { !$0.isSectionName && $0.path == name }
    let below = name + [ASCII.slash]
    var printer = SectionPrinter(
      prefixes: setting == nil ? paths.prefixes : [], showsSecrets: showsSecrets, isAskedFor: setting != nil)
    printer.print(setting.map { [$0] } ?? items.filter { $0.path.starts(with: below) }, to: &output)
  }

  /// With a context, doveconf prints the filters that do not contradict what it was given.
  private func isShown(_ record: FilterRecord) -> Bool {
    guard let context else { return true }
    var facts = record.facts
    if context.localName == nil { facts.localName = nil }
    if context.localIP == nil { facts.local = nil }
    if context.remoteIP == nil { facts.remote = nil }
    if context.protocolName == nil { facts.protocolName = nil }
    return facts.match(context) == .yes
  }

  /// doveconf sorts from the least specific filter to the most, and keeps the order of definition.
  private static func precedes(_ a: FilterRecord, _ b: FilterRecord) -> Bool { a.facts.rank < b.facts.rank }

  private func write(_ record: FilterRecord, to output: inout [UInt8]) {
    let (opening, depth) = Self.opening(of: record.facts)
    let paths = PrintedPaths(of: record, self)
    var printer = SectionPrinter(prefixes: paths.prefixes, pending: opening, indent: depth, showsSecrets: showsSecrets)
    printer.print(items(of: record, paths, isGlobal: false), to: &output)
    guard printer.isAnythingPrinted else { return }
    for level in (0..<depth).reversed() {
      NativeValue.writeIndent(level, to: &output)
      output += "}\n".utf8
    }
  }

  private static func opening(of facts: FilterFacts) -> (bytes: [UInt8], depth: Int) {
    var bytes: [UInt8] = []
    var depth = 0
    let words = [
      facts.local.flatMap { opening("local", $0) }, facts.localName.map { "local_name \($0)" },
      facts.remote.flatMap { opening("remote", $0) }, facts.protocolName.map { "protocol \($0)" },
    ]
    for word in words.compactMap({ $0 }) {
      NativeValue.writeIndent(depth, to: &bytes)
      bytes += "\(word) {\n".utf8
      depth += 1
    }
    return (bytes, depth)
  }

  /// A network of every address is not shown.
  private static func opening(_ word: String, _ place: FilterFacts.Place) -> String? {
    place.bits == 0 ? nil : "\(word) \(place.description)"
  }

  // MARK: - Items

  private func items(
    of record: FilterRecord, _ paths: PrintedPaths, isGlobal: Bool, forgotten: Set<SettingID> = []
  ) -> [NativeItem] {
    var items: [NativeItem] = []
    for section in record.sections {
      let printed = paths[section.path]
      if section.isUnique {
        items.append(NativeItem(path: printed + [ASCII.slash], value: paths.name(of: section), isSectionName: true))
      }
      if isGlobal, isAll {
        items += defaults(below: section.cataloguePath + Array("/*/".utf8), section, printed, record, paths)
      } else if section.isUnique {
        items += unprintedDefaults(of: section, printed, record)
      }
    }
    if isGlobal, isAll { items += defaults(below: [], nil, [], record, paths) }
    for (setting, id) in record.current where !paths.names.contains(setting) {
      let path = graph.names[graph[setting].name]
      if !isAll, forgotten.contains(setting), !hasVariables(id) { continue }
      guard let value = value(of: id, path, isGlobal) else { continue }
      items.append(NativeItem(path: paths.path(of: path), value: value))
    }
    if isGlobal, !isAll { items += computed(record) }
    if !(isGlobal && isAll) { items += lastDefaultSection(record) }
    return NativeItem.sorted(items)
  }

  /// The value to print; nil where it is the default and doveconf leaves it out.
  private func value(of id: AssignmentID, _ path: ArraySlice<UInt8>, _ isGlobal: Bool) -> ArraySlice<UInt8>? {
    let bytes = configuration.facts(of: id)?.native?[...] ?? graph[id].value.revealed(in: files)
    guard let row = configuration.facts(of: id)?.row, let entry = configuration.catalogue[row] else { return bytes }
    let typed = try? TypedValueReader(knowsUnlimited: false).value(bytes, of: entry)
    let normal = typed?.normalForm ?? Array(bytes)
    // In a section with a name doveconf does not know the default, and prints all that is set.
    if isGlobal, !isAll, !isInNamedSection(path), let default_ = entry.defaultValue(knowsUnlimited: false),
      !entry.hasNoDefault, default_.normalForm == normal
    {
      return nil
    }
    return normal[...]
  }

  private func hasVariables(_ id: AssignmentID) -> Bool {
    let row = configuration.facts(of: id)?.row
    return row.flatMap { configuration.catalogue[$0] }?.type == .stringWithVariables
  }

  private func isInNamedSection(_ path: ArraySlice<UInt8>) -> Bool {
    guard path.contains(ASCII.slash) else { return false }
    let list = path.prefix { $0 != ASCII.slash }
    return configuration.catalogue.entry(at: list)?.type == .uniqueSectionList
  }

  /// Every setting directly in a section that is not set there, with its default.
  private func defaults(
    below prefix: [UInt8], _ section: FilterRecord.Section?, _ printed: [UInt8], _ record: FilterRecord,
    _ paths: PrintedPaths
  ) -> [NativeItem] {
    let inside = printed.isEmpty ? [] : printed + [ASCII.slash]
    let own = section.map { $0.path + [ASCII.slash] } ?? []
    let nameField = section?.isUnique == true ? configuration.catalogue.entry(at: prefix.dropLast(3))?.nameField : nil
    return configuration.catalogue.rows(below: prefix).compactMap { row in
      guard let entry = configuration.catalogue[row], !entry.type.isOnlyDefault,
        entry.path.dropFirst(prefix.count).elementsEqual(entry.name), !entry.isHidden,
        let value = entry.defaultValue(knowsUnlimited: false), nameField.map({ !$0.elementsEqual(entry.name) }) ?? true
      else { return nil }
      let path = own + entry.name
      if let setting = graph.find(.dovecot, path), record.current[setting] != nil { return nil }
      if let override = configuration.catalogue.entry(at: path), override.type == .defaultOverride {
        return NativeItem(path: inside + entry.name, value: override.rawDefault)
      }
      return entry.hasNoDefault ? nil : NativeItem(path: inside + entry.name, value: value.normalForm[...])
    }
  }

  /// `location =` and `prefix =` of a namespace: doveconf compares a text that may hold variables with itself, finds a
  /// difference, and prints it although nothing is set (2.3.13, 2.3.19).
  private func unprintedDefaults(
    of section: FilterRecord.Section, _ printed: [UInt8], _ record: FilterRecord
  ) -> [NativeItem] {
    let prefix = section.cataloguePath + Array("/*/".utf8)
    return configuration.catalogue.rows(below: prefix).compactMap { row in
      guard let entry = configuration.catalogue[row], entry.type == .stringWithVariables, !entry.hasNoDefault,
        entry.path.dropFirst(prefix.count).elementsEqual(entry.name)
      else { return nil }
      let path = section.path + [ASCII.slash] + entry.name
      if let setting = graph.find(.dovecot, path), record.current[setting] != nil { return nil }
      return NativeItem(path: printed + [ASCII.slash] + entry.name, value: entry.rawDefault)
    }
  }

  /// The last of the services that are there without being written: before it doveconf closes what is open, whether
  /// anything was printed in it or not.
  private func lastDefaultSection(_ record: FilterRecord) -> [NativeItem] {
    guard let path = lastService, !record.has(path) else { return [] }
    return [NativeItem(path: path + [ASCII.slash], value: [], isSectionName: true)]
  }

  /// Capabilities that the program computes when it runs.
  private func computed(_ record: FilterRecord) -> [NativeItem] {
    configuration.catalogue.rows(below: Array("managesieve_".utf8)).compactMap { row in
      guard let entry = configuration.catalogue[row], entry.isComputed else { return nil }
      if let setting = graph.find(.dovecot, entry.path), record.current[setting] != nil { return nil }
      return NativeItem(path: Array(entry.path), value: entry.rawDefault)
    }
  }
}
