internal import SettingsGraph
internal import SourceText

/// The services of 2.3: those of the program in its own order, then those that only the files have.
struct Services2_3: Services {
  private let record: FilterRecord
  private let state: ReadingState
  private let sectionsOfList: [[UInt8]: [FilterRecord.Section]]
  let names: [String]
  private var generalLimits: (process: UInt64, client: UInt64) = (0, 0)
  private(set) var protocols: Set<String> = []

  var version: ProgramVersion { state.version }

  init(_ record: FilterRecord, _ state: ReadingState) {
    self.record = record.withDefaultSections(state.catalogue)
    self.state = state
    sectionsOfList = Dictionary(grouping: self.record.sections, by: \.list)
    let own = state.catalogue.entry(at: "service".utf8)?.rawDefault.split(separator: ASCII.space).map(\.text) ?? []
    let written = sectionsOfList[Array("service".utf8)] ?? []
    names = own + written.filter { !own.contains($0.name.text) }.map { $0.isNamed ? $0.name.text : "" }
    generalLimits = (number(global("default_process_limit")), number(global("default_client_limit")))
    protocols = Set(global("protocols").split(separator: " ").map(String.init))
  }

  func values(of service: Int) -> ServiceValues {
    let path = path(of: names[service])
    let section = CatalogueSection(path, of: state.catalogue)
    func text(_ name: String) -> String { self.text(Array(name.utf8), at: path, Self.anyService, section) }
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

  func global(_ name: String) -> String { text(Array(name.utf8), at: [], []) }

  /// The value at `path`, else what the program has there by default, else the default of all such places.
  private func text(
    _ name: [UInt8], at path: [UInt8], _ pattern: [UInt8], _ section: CatalogueSection? = nil
  ) -> String {
    if let setting = state.graph.find(.dovecot, path + name), let id = record.current[setting] {
      guard let entry = state.catalogue.entry(at: pattern + name) else { return "" }
      let bytes = state.nativeValue(of: id)
      let typed = try? TypedValueReader(knowsUnlimited: false).value(bytes, of: entry)
      return (typed?.normalForm ?? Array(bytes)).text
    }
    if let text = section?.defaultText(of: name) { return text.text }
    return state.catalogue.entry(at: pattern + name)?.defaultValue(knowsUnlimited: false)?.normalForm.text ?? ""
  }

  func span(of service: String) -> SourceSpan? {
    record.sections.first { $0.list.elementsEqual("service".utf8) && $0.name.text == service }?.opened
  }

  // MARK: - Listeners

  private func sections(_ word: String, of service: Int) -> [FilterRecord.Section] {
    sectionsOfList[path(of: names[service]) + word.utf8] ?? []
  }

  private func text(_ name: String, in section: FilterRecord.Section, _ word: String) -> String {
    let path = section.path + [ASCII.slash]
    return text(
      Array(name.utf8), at: path, Self.anyService + Array("\(word)/*/".utf8),
      CatalogueSection(path, of: state.catalogue)
    )
  }

  func socketListeners(of service: Int) -> [SocketListener] {
    ["unix_listener", "fifo_listener"].flatMap { word in
      sections(word, of: service).map { section in
        let own = text("path", in: section, word)
        return SocketListener(
          path: own.isEmpty && section.isNamed ? section.name.text : own, isFifo: word == "fifo_listener",
          isOpen: text("mode", in: section, word) != "00", opened: section.opened)
      }
    }
  }

  func networkListeners(of service: Int) -> [String] {
    let word = "inet_listener"
    return sections(word, of: service).compactMap { section in
      let port = text("port", in: section, word)
      return port == "0" ? nil : "\(port):\(text("address", in: section, word))"
    }
  }
}
