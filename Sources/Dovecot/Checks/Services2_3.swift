internal import SettingsGraph
internal import SourceText

/// The services of 2.3: those of the program in its own order, then those that only the files have.
struct Services2_3: Services {
  private let state: ReadingState
  /// The record that is asked, then those that services come back from.
  private var views: [View]
  /// What stands in the path: `0` for `service {`.
  private(set) var names: [String]
  /// How many services the record itself has; those behind them have come back.
  private let count: Int
  /// The view of each that has come back.
  private var viewsOfReturned: [Int] = []
  /// How many are the program's.
  private let ownCount: Int
  private var generalLimits: (process: UInt64, client: UInt64) = (0, 0)
  private(set) var protocols: Set<String> = []

  private struct View {
    let record: FilterRecord
    let sectionsOfList: [[UInt8]: [FilterRecord.Section]]
    /// The sections of services by what stands in their paths.
    let written: [String: FilterRecord.Section]

    init(_ record: FilterRecord, _ catalogue: Catalogue) {
      self.record = record.withDefaultSections(catalogue)
      sectionsOfList = Dictionary(grouping: self.record.sections, by: \.list)
      let services = (sectionsOfList[Array("service".utf8)] ?? []).map { ($0.key, $0) }
      written = Dictionary(services) { first, _ in first }
    }
  }

  var version: ProgramVersion { state.version }

  init(_ record: FilterRecord, _ state: ReadingState) {
    self.state = state
    let view = View(record, state.catalogue)
    views = [view]
    let own = state.catalogue.entry(at: "service".utf8)?.rawDefault.split(separator: ASCII.space).map(\.text) ?? []
    names = own + (view.sectionsOfList[Array("service".utf8)] ?? []).map(\.key).filter { !own.contains($0) }
    ownCount = own.count
    count = names.count
    generalLimits = (number(global("default_process_limit")), number(global("default_client_limit")))
    protocols = Set(global("protocols").split(separator: " ").map(String.init))
  }

  // MARK: - Names

  /// `name = foo` names a service in `service {` and in `service auth {` alike, and `name =` takes its name away.
  func name(of service: Int) -> String {
    let name = names[service]
    guard service < count else { return name }
    let path = path(of: name)
    let word = Array("name".utf8)
    if state.graph.find(.dovecot, path + word).flatMap({ views[0].record.current[$0] }) != nil {
      return text(word, at: path, Self.anyService, in: views[0])
    }
    guard let section = views[0].written[name] else { return name }
    return section.isNamed && !section.name.isEmpty ? name : ""
  }

  /// The services of the program whose blocks give them another name.
  var renamed: Set<String> {
    Set(names.indices.prefix(ownCount).filter { name(of: $0) != names[$0] }.map { names[$0] })
  }

  /// Where filters are laid over the global settings, a service of the program that has another name is there under its
  /// own name as well: as the global settings have it, or as the program does where these have renamed it.
  func returning(_ global: Services2_3, renamedGlobally: Set<String>) -> Services2_3 {
    var services = self
    let bare = FilterRecord(facts: FilterFacts(), scope: .global, opened: nil)
    services.views += [global.views[0], View(bare, state.catalogue)]
    for name in renamed.union(renamedGlobally).sorted() {
      services.names.append(name)
      services.viewsOfReturned.append(renamedGlobally.contains(name) ? 2 : 1)
    }
    return services
  }

  func hasReturned(_ service: Int) -> Bool { service >= count }

  private func view(of service: Int) -> View { views[service < count ? 0 : viewsOfReturned[service - count]] }

  func span(of service: String) -> SourceSpan? { views[0].written[service]?.opened }

  // MARK: - Values

  func values(of service: Int) -> ServiceValues {
    let path = path(of: names[service])
    let section = CatalogueSection(path, of: state.catalogue)
    let view = view(of: service)
    func text(_ name: String) -> String { self.text(Array(name.utf8), at: path, Self.anyService, section, in: view) }
    let (processes, clients) = (number(text("process_limit")), number(text("client_limit")))
    return ServiceValues(
      type: text("type"), protocolName: text("protocol"), isChrooted: !text("chroot").isEmpty,
      dropsPrivileges: text("drop_priv_before_exec") == "yes",
      processLimit: processes == 0 ? generalLimits.process : processes,
      processMinAvail: number(text("process_min_avail")),
      clientLimit: clients == 0 ? generalLimits.client : clients, requestCount: number(text("service_count")),
      vszLimit: size(text("vsz_limit")))
  }

  private static let anyService = Array("service/*/".utf8)

  private func path(of service: String) -> [UInt8] {
    Array("service/".utf8) + SectionName.escaped(service.utf8) + [ASCII.slash]
  }

  private func number(_ text: String) -> UInt64 { UInt64(text) ?? 0 }

  private func size(_ text: String) -> UInt64 {
    guard let entry = state.catalogue.entry(at: "service/*/vsz_limit".utf8),
      case .size(let bytes) = try? TypedValueReader(knowsUnlimited: false).value(Array(text.utf8)[...], of: entry)
    else { return 0 }
    return bytes
  }

  func global(_ name: String) -> String { text(Array(name.utf8), at: [], [], in: views[0]) }

  /// The value at `path`, else what the program has there by default, else the default of all such places.
  private func text(
    _ name: [UInt8], at path: [UInt8], _ pattern: [UInt8], _ section: CatalogueSection? = nil, in view: View
  ) -> String {
    if let setting = state.graph.find(.dovecot, path + name), let id = view.record.current[setting] {
      guard let entry = state.catalogue.entry(at: pattern + name) else { return "" }
      let bytes = state.nativeValue(of: id)
      let typed = try? TypedValueReader(knowsUnlimited: false).value(bytes, of: entry)
      return (typed?.normalForm ?? Array(bytes)).text
    }
    if let text = section?.defaultText(of: name) { return text.text }
    return state.catalogue.entry(at: pattern + name)?.defaultValue(knowsUnlimited: false)?.normalForm.text ?? ""
  }

  // MARK: - Listeners

  private func sections(_ word: String, of service: Int) -> [FilterRecord.Section] {
    view(of: service).sectionsOfList[path(of: names[service]) + word.utf8] ?? []
  }

  private func text(_ name: String, in section: FilterRecord.Section, _ word: String, of service: Int) -> String {
    let path = section.path + [ASCII.slash]
    return text(
      Array(name.utf8), at: path, Self.anyService + Array("\(word)/*/".utf8),
      CatalogueSection(path, of: state.catalogue), in: view(of: service))
  }

  func socketListeners(of service: Int) -> [SocketListener] {
    ["unix_listener", "fifo_listener"].flatMap { word in
      sections(word, of: service).map { section in
        let own = text("path", in: section, word, of: service)
        return SocketListener(
          path: own.isEmpty && section.isNamed ? section.name.text : own, isFifo: word == "fifo_listener",
          isOpen: text("mode", in: section, word, of: service) != "00", opened: section.opened)
      }
    }
  }

  func networkListeners(of service: Int) -> [String] {
    let word = "inet_listener"
    return sections(word, of: service).compactMap { section in
      let port = text("port", in: section, word, of: service)
      return port == "0" ? nil : "\(port):\(text("address", in: section, word, of: service))"
    }
  }
}

extension FilterRecord.Section {
  /// What stands in the path: the name, or the number of one without.
  fileprivate var key: String { SectionName.unescaped(path[((path.lastIndex(of: ASCII.slash) ?? -1) + 1)...]).text }
}
