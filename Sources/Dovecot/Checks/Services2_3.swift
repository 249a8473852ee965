internal import SettingsGraph
internal import SourceText

/// The services of 2.3: those of the program in its own order, then those that only the files have.
struct Services2_3: Services {
  private let record: FilterRecord
  private let state: ReadingState
  let names: [String]
  private(set) var protocols: Set<String> = []

  var version: ProgramVersion { state.version }

  init(_ record: FilterRecord, _ state: ReadingState) {
    self.record = record.withDefaultSections(state.catalogue)
    self.state = state
    let own = state.catalogue.entry(at: "service".utf8)?.rawDefault.split(separator: ASCII.space).map(\.text) ?? []
    let written = self.record.sections.filter { $0.list.elementsEqual("service".utf8) }
    names = own + written.filter { !own.contains($0.name.text) }.map { $0.isNamed ? $0.name.text : "" }
    protocols = Set(global("protocols").split(separator: " ").map(String.init))
  }

  func text(_ name: String, of service: String) -> String {
    text(at: path(of: service) + name.utf8, defaultAt: Array("service/*/\(name)".utf8))
  }

  private func path(of service: String) -> [UInt8] {
    Array("service/".utf8) + SectionName.escaped(service.utf8) + [ASCII.slash]
  }

  func isWritten(_ name: String, of service: String) -> Bool {
    state.graph.find(.dovecot, path(of: service) + name.utf8).flatMap { record.current[$0] } != nil
  }

  func number(_ name: String, of service: String) -> UInt64 {
    let text = text(name, of: service)
    guard let entry = state.catalogue.entry(at: "service/*/\(name)".utf8),
      case .size(let bytes) = try? TypedValueReader(knowsUnlimited: false).value(Array(text.utf8)[...], of: entry)
    else { return UInt64(text) ?? 0 }
    return bytes
  }

  func global(_ name: String) -> String { text(at: Array(name.utf8), defaultAt: Array(name.utf8)) }

  func globalNumber(_ name: String) -> UInt64 { UInt64(global(name)) ?? 0 }

  private func text(at path: [UInt8], defaultAt pattern: [UInt8]) -> String {
    guard let entry = state.catalogue.entry(at: pattern) else { return "" }
    if let setting = state.graph.find(.dovecot, path), let id = record.current[setting] {
      let bytes = state.nativeValue(of: id)
      let typed = try? TypedValueReader(knowsUnlimited: false).value(bytes, of: entry)
      return (typed?.normalForm ?? Array(bytes)).text
    }
    if let override = state.catalogue.entry(at: path), override.type == .defaultOverride {
      return override.rawDefault.text
    }
    return entry.defaultValue(knowsUnlimited: false)?.normalForm.text ?? ""
  }

  func span(of service: String) -> SourceSpan? {
    record.sections.first { $0.list.elementsEqual("service".utf8) && $0.name.text == service }?.opened
  }

  // MARK: - Listeners

  private func sections(_ word: String, of service: String) -> [FilterRecord.Section] {
    let list = path(of: service) + word.utf8
    return record.sections.filter { $0.list == list }
  }

  private func text(_ name: String, in section: FilterRecord.Section) -> String {
    text(at: section.path + Array("/\(name)".utf8), defaultAt: section.cataloguePath + Array("/*/\(name)".utf8))
  }

  func socketListeners(of service: String) -> [SocketListener] {
    ["unix_listener", "fifo_listener"].flatMap { word in
      sections(word, of: service).map { section in
        let own = text("path", in: section)
        return SocketListener(
          path: own.isEmpty && section.isNamed ? section.name.text : own, isFifo: word == "fifo_listener",
          isOpen: text("mode", in: section) != "00", opened: section.opened)
      }
    }
  }

  func networkListeners(of service: String) -> [String] {
    sections("inet_listener", of: service).compactMap { section in
      let port = text("port", in: section)
      return port == "0" ? nil : "\(port):\(text("address", in: section))"
    }
  }
}
