internal import SettingsGraph
internal import SourceText

/// Every service of 2.3 with the values that it has in effect, written or not.
struct Services2_3 {
  fileprivate let record: FilterRecord
  private let state: ReadingState
  /// In the order in which the daemon goes through them: its own, then those that only the files have.
  let names: [String]

  init(_ record: FilterRecord, _ state: ReadingState) {
    self.record = record.withDefaultSections(state.catalogue)
    self.state = state
    let own = state.catalogue.entry(at: "service".utf8)?.rawDefault.split(separator: ASCII.space).map(\.text) ?? []
    let written = self.record.sections.filter { $0.list.elementsEqual("service".utf8) }.map(\.name.text)
    names = own + written.filter { !own.contains($0) }
  }

  func text(_ name: String, of service: String) -> String {
    let path = Array("service/\(SectionName.escaped(service.utf8).text)/\(name)".utf8)
    return text(at: path, defaultAt: Array("service/*/\(name)".utf8))
  }

  func number(_ name: String, of service: String) -> Int { Int(text(name, of: service)) ?? 0 }

  func global(_ name: String) -> String { text(at: Array(name.utf8), defaultAt: Array(name.utf8)) }

  /// A limit of 0 is the general one.
  func limit(_ name: String, of service: String) -> Int {
    let own = number(name, of: service)
    return own == 0 ? Int(global("default_\(name)")) ?? 0 : own
  }

  fileprivate func text(at path: [UInt8], defaultAt pattern: [UInt8]) -> String {
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

  /// Where the service, or what it has by this name, is written; nil for the program's own.
  func span(of service: String) -> SourceSpan? {
    record.sections.first { $0.list.elementsEqual("service".utf8) && $0.name.text == service }?.opened
  }
}

/// Where the enabled services listen.
struct ListenerCheck {
  private var seen: [String: String] = [:]
  /// The first in byte order that two services have.
  private(set) var duplicate: (listener: String, service: String)?

  mutating func add(_ listeners: [(listener: String, service: String)]) {
    for (listener, service) in listeners {
      if seen.updateValue(service, forKey: listener) != nil, duplicate.map({ listener < $0.listener }) ?? true {
        duplicate = (listener, service)
      }
    }
  }
}

extension Services2_3 {
  /// `/run/dovecot/auth-userdb` and `993:`, as the daemon compares them; a mode or port of 0 does not listen.
  func listeners(of service: String) -> [(listener: String, service: String)] {
    let prefix = Array("service/\(SectionName.escaped(service.utf8).text)/".utf8)
    return record.sections.compactMap { section in
      guard section.list.starts(with: prefix) else { return nil }
      func value(_ name: String) -> String {
        text(at: section.path + Array("/\(name)".utf8), defaultAt: section.cataloguePath + Array("/*/\(name)".utf8))
      }
      if section.list.suffix(13).elementsEqual("inet_listener".utf8) {
        return value("port") == "0" ? nil : ("\(value("port")):\(value("address"))", service)
      }
      let own = value("path")
      let path = own.isEmpty ? section.name.text : own
      guard value("mode") != "00", !path.isEmpty else { return nil }
      return (path.hasPrefix("/") ? path : "\(global("base_dir"))/\(path)", service)
    }
  }
}

extension Language2_3 {
  /// Whether enabled services can be started, and whether `auth` and `anvil` take as many clients as may come.
  func checkServices(_ state: inout ReadingState) {
    let services = Services2_3(records[0], state)
    if let unnamed = services.names.firstIndex(of: "") {
      return refuseUnnamed(unnamed, services, &state)
    }
    let protocols = Set(services.global("protocols").split(separator: " ").map(String.init))
    var auth: [(String, Int)] = []
    var anvil: [(String, Int)] = []
    var listeners = ListenerCheck()
    for service in services.names {
      let protocolName = services.text("protocol", of: service)
      guard protocolName.isEmpty || protocols.contains(protocolName) else { continue }
      let processes = services.limit("process_limit", of: service)
      if let problem = Self.problem(with: service, processes, services) {
        return refuseService(problem, service, services, &state)
      }
      let isLogin = services.text("type", of: service) == "login"
      if !protocolName.isEmpty, service != "imap-hibernate",
        isLogin || services.number("service_count", of: service) != 1
      {
        auth.append((service, processes))
      }
      if isLogin || service == "auth" { anvil.append((service, processes)) }
      listeners.add(services.listeners(of: service))
    }
    if let duplicate = listeners.duplicate, let span = services.span(of: duplicate.service) ?? mainSpan(state) {
      state.refuseWhole(
        "duplicate-listener", "Two services listen at \(duplicate.listener).", at: span,
        daemonText: "duplicate listener: \(duplicate.listener)", nextStep: "Remove one of the two listeners.")
    }
    warnOfClients("auth", auth, 0, "Counted for protocol services with service_count != 1: ", services, &state)
    warnOfClients("anvil", anvil, 2, "Counted with: ", services, &state)
  }

  private func refuseUnnamed(_ number: Int, _ services: Services2_3, _ state: inout ReadingState) {
    guard let span = services.span(of: "") else { return }
    state.refuseWhole(
      "service-without-name", "A service needs a name.", at: span, daemonText: "Service #\(number) is missing name",
      nextStep: "Write service NAME {.")
  }

  private static func problem(with service: String, _ processes: Int, _ services: Services2_3) -> String? {
    if services.text("drop_priv_before_exec", of: service) == "yes", !services.text("chroot", of: service).isEmpty {
      return "drop_priv_before_exec=yes can't be used with chroot"
    }
    if services.number("process_min_avail", of: service) > processes {
      return "process_min_avail is higher than process_limit"
    }
    if SingleProcess.services.contains(service), processes > 1 { return "process_limit must be 1" }
    return nil
  }

  private func refuseService(
    _ problem: String, _ service: String, _ services: Services2_3, _ state: inout ReadingState
  ) {
    guard let span = services.span(of: service) ?? mainSpan(state) else { return }
    state.refuseWhole(
      "service-limits", "The service \(service) cannot be started like this.", at: span,
      daemonText: "service(\(service)): \(problem)", nextStep: "Change one of the two settings.")
  }

  private func warnOfClients(
    _ service: String, _ counted: [(name: String, processes: Int)], _ more: Int, _ why: String,
    _ services: Services2_3, _ state: inout ReadingState
  ) {
    let limit = services.limit("client_limit", of: service)
    let needed = counted.reduce(more) { $0 + $1.processes }
    guard limit < needed, let span = services.span(of: service) ?? mainSpan(state) else { return }
    let list = counted.map { "service \($0.name) { process_limit=\($0.processes) }" }.joined(separator: " + ")
    state.warn(
      "client-limit", "The service \(service) takes fewer clients (\(limit)) than may come (\(needed)).", at: span,
      nextStep: "Set client_limit = \(needed) in service \(service).",
      daemonMessage: "service \(service) { client_limit=\(limit) } is lower than required under max. load (\(needed)). "
        + why + list)
  }

  private func mainSpan(_ state: ReadingState) -> SourceSpan? {
    state.graph.inclusions.last { $0.parent == nil }.map { SourceSpan(file: $0.file, 0..<0) }
  }
}
