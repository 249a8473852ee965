internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// What `postconf` prints on standard output for one configuration, byte for byte, or the words with which it refuses.
package struct PostconfOutput: Sendable {
  /// A refusal: postconf prints nothing and exits 1.
  package struct Refusal: Error, Equatable, Sendable {
    /// Behind `postconf: fatal: `.
    package let message: String
    /// A warning that comes just before.
    package var warning: String?
  }

  /// Which parameters to print.
  package enum Selection: Sendable {
    /// `postconf -n`: explicit settings, and config_directory.
    case changed
    /// `postconf`: every parameter.
    case all
  }

  private let configuration: PostfixConfiguration
  private let directory: String
  private let namesDirectory: Bool
  private static let directoryName = Array("config_directory".utf8)[...]

  /// - Parameter namesDirectory: whether the directory is given as in `postconf -c DIR`; then `-n` lists it.
  package init(_ configuration: PostfixConfiguration, namesDirectory: Bool = true) {
    self.configuration = configuration
    self.namesDirectory = namesDirectory
    directory = configuration.directory.description
  }

  // MARK: - Parameters

  /// `postconf -n`, `postconf`, and both with `-x` where `expanding`.
  package func parameters(_ selection: Selection, expanding: Bool) throws(Refusal) -> [UInt8] {
    try refuseUnreadableMain()
    try refuseBadMaster()
    try refuseBadValues()
    var output: [UInt8] = []
    output.reserveCapacity(configuration.main?.lines.bytes.count ?? 0)
    let scope = ServiceScope(configuration.values, leavesRawAlone: leavesRawAlone)
    try forEachSetting(selection) { (name, value) throws(Refusal) in
      let shown = expanding ? try expanded(name, value, scope) : value
      PostconfLine.append(name, " = ", shown, to: &output)
    }
    return output
  }

  /// `postconf NAME…`, with `-x` and `-h`: named parameters, default or not. An unknown name is a warning.
  package func parameters(
    named names: [String], expanding: Bool, hidingNames: Bool
  ) throws(Refusal) -> (output: [UInt8], unknown: [String]) {
    try refuseUnreadableMain()
    try refuseBadMaster()
    try refuseBadValues()
    let known = Set(allNames)
    let scope = ServiceScope(configuration.values, leavesRawAlone: leavesRawAlone)
    var output: [UInt8] = []
    for name in names {
      let bytes = Array(name.utf8)[...]
      guard known.contains(bytes), let value = value(of: bytes) else { continue }
      let shown = expanding ? try expanded(bytes, value, scope) : value
      PostconfLine.append(hidingNames ? [] : bytes, hidingNames ? "" : " = ", shown, to: &output)
    }
    return (output, names.filter { !known.contains(Array($0.utf8)[...]) })
  }

  /// 3.11 leaves a raw parameter alone where another value mentions it.
  private var leavesRawAlone: Bool { configuration.version.version >= ProgramVersion(3, 11) }

  /// Each setting with its value, in byte order of the names.
  private func forEachSetting(
    _ selection: Selection, _ body: (ArraySlice<UInt8>, ArraySlice<UInt8>) throws(Refusal) -> Void
  ) throws(Refusal) {
    switch selection {
    case .all:
      for name in allNames {
        if let value = value(of: name) { try body(name, value) }
      }
    case .changed:
      guard let main = configuration.main else { return }
      let changed = changed
      let names = { (number: Int) in
        number < changed.count ? main.name(of: main.entries[changed[number]]) : Self.directoryName
      }
      let namesDirectory = namesDirectory && !configuration.values.explicit.contains(Self.directoryName)
      for number in SortableName.order(changed.count + (namesDirectory ? 1 : 0), of: names) {
        let value =
          number < changed.count
          ? main.value(of: main.entries[changed[number]]) : configuration.directory.bytes[...]
        try body(names(number), value)
      }
    }
  }

  /// What main.cf sets and somebody reads, by the numbers of the entries.
  private var changed: [Int] {
    let (values, names) = (configuration.values, configuration.names)
    guard let main = configuration.main else { return [] }
    return values.explicit.entryNumbers.filter { number in
      (values.isBuiltIn(entry: number) || names.isMentioned(entry: number))
        && !isForgotten(main.name(of: main.entries[number]))
    }
  }

  private var allNames: [ArraySlice<UInt8>] {
    let values = configuration.values
    let known = values.catalogue.names.filter {
      values.catalogue[$0]?.type != .legacy || values.explicit.contains($0) || configuration.names.isOption($0)
    }
    let names = known + values.serviceDefaults.names + configuration.names.mentioned
    var shown: [ArraySlice<UInt8>] = []
    for number in SortableName.order(of: names) where names[number] != shown.last { shown.append(names[number]) }
    return shown
  }

  /// Explicit, or the default.
  private func value(of name: ArraySlice<UInt8>) -> ArraySlice<UInt8>? {
    let values = configuration.values
    return isForgotten(name) ? values.defaultText(of: name) : values.value(of: name)
  }

  /// Whether main.cf assigns what only the program itself sets.
  private func isForgotten(_ name: ArraySlice<UInt8>) -> Bool {
    !configuration.names.readOnly.isEmpty && configuration.names.readOnly.contains(name)
  }

  private func expanded(
    _ name: ArraySlice<UInt8>, _ value: ArraySlice<UInt8>, _ scope: ServiceScope
  ) throws(Refusal) -> ArraySlice<UInt8> {
    if configuration.catalogue[name]?.type == .raw { return value }
    return try expanded(value, scope)
  }

  private func expanded(_ value: ArraySlice<UInt8>, _ scope: ServiceScope) throws(Refusal) -> ArraySlice<UInt8> {
    do throws(MacroError) {
      return try MacroExpander.expand(value, in: scope, dialect: configuration.values.dialect)
    } catch {
      throw Refusal(message: error.fatalMessage, warning: error.message)
    }
  }

  // MARK: - Services

  /// `postconf -M`: the entries of master.cf in columns.
  package func services() throws(Refusal) -> [UInt8] {
    try refuseMissingMaster()
    try refuseBadMaster()
    try refuseUnreadableMain()
    try refuseBadValues()
    var output: [UInt8] = []
    for entry in configuration.master?.entries ?? [] { PostconfLine.append(entry, to: &output) }
    return output
  }

  /// `postconf -P`: the options of each entry by name; with `-x` expanded in the name space of the service.
  /// Entries of one name and type share them, which master does not do.
  package func serviceOptions(expanding: Bool = false) throws(Refusal) -> [UInt8] {
    _ = try services()
    var output: [UInt8] = []
    for (index, entry) in (configuration.master?.entries ?? []).enumerated() {
      guard let space = configuration.names.options(of: entry.name, entry: index) else { continue }
      let options = space.options.merging(PostfixConfiguration.readOnlyNames(of: entry)) { $1 }
      let scope = ServiceScope(configuration.values, options: options, leavesRawAlone: leavesRawAlone)
      for name in space.options.keys.sorted(by: { $0.lexicographicallyPrecedes($1) }) {
        guard let value = space.options[name] else { continue }
        let path = entry.service + [ASCII.slash] + entry.type + [ASCII.slash] + name
        PostconfLine.append(path[...], " = ", expanding ? try expanded(value, scope) : value, to: &output)
      }
    }
    return output
  }

  // MARK: - Refusals

  private func refuseUnreadableMain() throws(Refusal) {
    guard let main = configuration.main else { throw Refusal(message: unreadable("main.cf")) }
    guard let fault = main.faults.first else { return }
    let line = main.lines.logical[fault.line]
    let text = main.lines.folded(line).visible.printable
    throw Refusal(message: "\(directory)/main.cf, line \(line.lineNumber): \(fault.fault.rawValue): \"\(text)\"")
  }

  /// What postconf has to evaluate itself: the default of mynetworks, and values that may name tables.
  private func refuseBadValues() throws(Refusal) {
    if let message = evaluationFaults.first { throw Refusal(message: message) }
  }

  /// Every reason of that kind: which one postconf meets first is random.
  package var evaluationFaults: [String] {
    configuration.values.machineFaults.map(\.message) + configuration.names.fatalMessages
  }

  private func refuseMissingMaster() throws(Refusal) {
    if configuration.master == nil { throw Refusal(message: unreadable("master.cf")) }
  }

  private func unreadable(_ file: String) -> String {
    let path = "\(directory)/\(file)"
    return configuration.diagnostics.first { $0.place == .path(path) }?.daemonMessage ?? "open \(path)"
  }

  /// The first field that postconf refuses; what only master refuses does not count here.
  private func refuseBadMaster() throws(Refusal) {
    guard let master = configuration.master else { return }
    for fault in master.faults {
      switch fault.kind {
      case .fieldCount:
        let line = master.lines.logical[fault.line].lineNumber
        throw Refusal(message: "file \(directory)/master.cf: line \(line): bad field count")
      case .field(let field, let value, let rest):
        throw Refusal(message: "invalid \(field.name) field \"\(value)\" in \"\(rest)\"")
      case .privateInet, .argument: continue
      }
    }
  }
}
