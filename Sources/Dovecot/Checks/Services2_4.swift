internal import SettingsGraph
internal import SourceText

/// The services of 2.4: those of the program by their names, then those that only the files have.
struct Services2_4: Services {
  private let blocks: BlockTable
  private let state: ReadingState
  private var services: [Service] = []
  let names: [String]
  private(set) var protocols: Set<String> = []
  private let asked: AskedSettings
  /// `unix_listener x {` outside of every service.
  private let hasListenersOfAll: Bool

  private struct Service {
    /// Where it is written.
    let block: Int?
    let defaults: ServiceDefaults?
  }

  var version: ProgramVersion { state.version }

  init(_ blocks: BlockTable, _ state: ReadingState) {
    self.blocks = blocks
    self.state = state
    asked = AskedSettings(blocks[0], state)
    hasListenersOfAll = blocks[0].children.contains { number in
      guard case .list(let word, _) = blocks[number].kind else { return false }
      return word.suffix(Self.listenerSuffix.count) == Self.listenerSuffix[...]
    }
    let own = ServiceDefaults.services(of: state.catalogue)
    var names: [String] = []
    for service in own {
      services.append(Service(block: blocks.find(.list(Self.word, name: service.name), in: 0), defaults: service))
      names.append(service.name.text)
    }
    for number in blocks[0].children {
      guard case .list(let word, let name) = blocks[number].kind, word == Self.word,
        !own.contains(where: { $0.name == name })
      else { continue }
      services.append(Service(block: number, defaults: nil))
      names.append(name.text)
    }
    self.names = names
    protocols = Set(CheckedBlock(block: blocks[0], state: state).words("protocols"))
  }

  private static let word = Array("service".utf8)
  private static let listenerSuffix = Array("_listener".utf8)

  /// `service x { name = auth }` is the service auth. A name with variables is not known before the server runs.
  func name(of index: Int) -> String {
    guard let block = services[index].block, case .value(let id) = blocks[block].entry(asked.name.name),
      !CheckedBlock(block: blocks[block], state: state).isUnknown(id)
    else { return names[index] }
    return state.nativeValue(of: id).text
  }

  // MARK: - Values

  func values(of index: Int) -> ServiceValues {
    let service = services[index]
    func value(_ setting: AskedSettings.Setting) -> AskedSettings.Value { self.value(setting, of: service) }
    func number(_ setting: AskedSettings.Setting) -> UInt64 { asked.number(value(setting), of: setting) }
    /// A limit that is not written is the general one.
    func limit(_ setting: AskedSettings.Setting, _ general: UInt64) -> UInt64 {
      let own = value(setting)
      let number = asked.number(own, of: setting)
      return number == 0 && !own.isWritten ? general : number
    }
    return ServiceValues(
      type: value(asked.type).text.text, protocolName: value(asked.protocolName).text.text,
      isChrooted: !value(asked.chroot).text.isEmpty,
      dropsPrivileges: value(asked.dropPrivileges).text.elementsEqual("yes".utf8),
      processLimit: limit(asked.processLimit, asked.generalProcessLimit),
      processMinAvail: number(asked.processMinAvail), clientLimit: limit(asked.clientLimit, asked.generalClientLimit),
      requestCount: number(asked.requestCount),
      idleKillInterval: limit(asked.idleKillInterval, asked.generalIdleKillInterval),
      vszLimit: limit(asked.vszLimit, asked.generalVszLimit),
      reusesPort: value(asked.reusePort).text.elementsEqual("yes".utf8))
  }

  private func value(_ setting: AskedSettings.Setting, of service: Service) -> AskedSettings.Value {
    if let block = service.block, let written = written(setting, in: block) { return written }
    if let text = service.defaults?.values.defaultText(of: setting.name) {
      return AskedSettings.Value(text: text, isWritten: false)
    }
    return setting.outside
  }

  /// In the listener, outside of every service under its name, in the service, or outside of all blocks; what a place has
  /// by default counts before what stands round it.
  private func value(_ setting: AskedSettings.Setting, of listener: Listener) -> AskedSettings.Value {
    if let block = listener.block, let written = written(setting, in: block) { return written }
    if let text = listener.defaults?.values.defaultText(of: setting.name) {
      return AskedSettings.Value(text: text, isWritten: false)
    }
    if let block = listener.blockOfAll, let written = written(setting, in: block) { return written }
    return value(setting, of: services[listener.service])
  }

  private func written(_ setting: AskedSettings.Setting, in block: Int) -> AskedSettings.Value? {
    guard case .value(let id) = blocks[block].entry(setting.name) else { return nil }
    return AskedSettings.Value(text: state.nativeValue(of: id), isWritten: true)
  }

  func global(_ name: String) -> String { AskedSettings.Setting(name, blocks[0], state).outside.text.text }

  func span(of service: String) -> SourceSpan? {
    blocks.find(.list(Array("service".utf8), name: Array(service.utf8)), in: 0).flatMap { blocks[$0].opened }
  }

  // MARK: - Listeners

  private struct Listener {
    let service: Int
    let name: [UInt8]
    /// In the block of the service, and outside of every service, where it is one of each.
    let block: Int?
    let blockOfAll: Int?
    let defaults: ServiceDefaults.Listener?
  }

  /// Those of the program first, then those that are written in the service, then those outside of all.
  private func listeners(_ word: StaticString, of number: Int) -> [Listener] {
    let service = services[number]
    var listeners: [Listener] = []
    func add(_ name: [UInt8], _ defaults: ServiceDefaults.Listener?) {
      guard defaults != nil || !listeners.contains(where: { $0.name == name }) else { return }
      let kind = Block.Kind.list(Array(word.description.utf8), name: name)
      listeners.append(
        Listener(
          service: number, name: name, block: service.block.flatMap { blocks.find(kind, in: $0) },
          blockOfAll: hasListenersOfAll ? blocks.find(kind, in: 0) : nil, defaults: defaults))
    }
    for listener in service.defaults?.listeners ?? [] where listener.word.elementsEqual(word) {
      add(listener.name, listener)
    }
    for parent in [service.block, hasListenersOfAll ? 0 : nil] {
      for child in parent.map({ blocks[$0].children }) ?? [] {
        guard case .list(let own, let name) = blocks[child].kind, own.elementsEqual(word) else { continue }
        add(name, nil)
      }
    }
    return listeners
  }

  func socketListeners(of service: Int) -> [SocketListener] {
    listeners("unix_listener", of: service).map { socket($0, asked.unixPath, asked.unixMode, isFifo: false) }
      + listeners("fifo_listener", of: service).map { socket($0, asked.fifoPath, asked.fifoMode, isFifo: true) }
  }

  private func socket(
    _ listener: Listener, _ path: AskedSettings.Setting, _ mode: AskedSettings.Setting, isFifo: Bool
  ) -> SocketListener {
    let written = value(path, of: listener)
    return SocketListener(
      path: written.isWritten ? written.text.text : listener.name.text, isFifo: isFifo,
      isOpen: value(mode, of: listener).text.contains { $0 != ASCII.zero },
      opened: listener.block.flatMap { blocks[$0].opened })
  }

  /// Those that are not written stand before those that are.
  var firstNetworkListener: String {
    let found = services.indices.lazy.map { listeners("inet_listener", of: $0) }.first { !$0.isEmpty } ?? []
    return (found.first { $0.block == nil } ?? found.first)?.name.text ?? ""
  }

  func networkListeners(of service: Int) -> [String] {
    listeners("inet_listener", of: service).flatMap { listener -> [String] in
      let port = value(asked.port, of: listener).text.text
      guard port != "0", !port.isEmpty else { return [] }
      return addresses(listener).map { "\(port):\($0)" }
    }
  }

  /// `listen` in the listener, in its service, or for all.
  private func addresses(_ listener: Listener) -> [String] {
    let places = [listener.block, services[listener.service].block]
    let own = places.lazy.compactMap { $0 }.first { blocks[$0].entry(Array("listen".utf8)) != nil }
    return CheckedBlock(block: blocks[own ?? 0], state: state).words("listen")
  }

  // MARK: - Values that are not known

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
