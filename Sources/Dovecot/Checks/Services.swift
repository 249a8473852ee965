internal import SettingsGraph
internal import SourceText

/// Every service of a configuration with the values that it has in effect, written or not.
protocol Services {
  /// In the order in which the daemon goes through them.
  var names: [String] { get }
  var version: ProgramVersion { get }
  /// A setting of a service, `process_limit`.
  func text(_ name: String, of service: String) -> String
  func isWritten(_ name: String, of service: String) -> Bool
  func number(_ name: String, of service: String) -> UInt64
  func global(_ name: String) -> String
  func globalNumber(_ name: String) -> UInt64
  var protocols: Set<String> { get }
  /// Where the service, or what it has by this name, is written; nil for the program's own.
  func span(of service: String) -> SourceSpan?
  func socketListeners(of service: String) -> [SocketListener]
  /// `993:*`
  func networkListeners(of service: String) -> [String]
}

/// `unix_listener auth-userdb {` of a service.
struct SocketListener {
  let path: String
  let isFifo: Bool
  /// A mode of 0 does not listen.
  let isOpen: Bool
  let opened: SourceSpan?
}

extension Services {
  var is2_4: Bool { version >= ProgramVersion(2, 4) }

  /// Whether a service may have one process only, as the program says of itself.
  func isSingle(_ service: String) -> Bool {
    switch service {
    case "anvil", "auth", "indexer", "log": true
    case "director", "ipc", "old-stats", "replicator": !is2_4
    default: false
    }
  }

  var baseDirectory: String {
    let directory = global("base_dir")
    return directory.hasSuffix("/") && directory.utf8.count > 1 ? String(directory.dropLast()) : directory
  }
}

/// What the master process looks at before it starts the services (`master-settings.c`).
struct ServiceChecks<Table: Services> {
  let services: Table
  /// Where nothing else is written, the main file.
  let main: SourceSpan
  /// From 2.4.2 on doveconf leaves the checks to the master process.
  let isLeftToServer: Bool

  private var auth: [(name: String, processes: UInt64)] = []
  private var anvil: [(name: String, processes: UInt64)] = []
  private var listeners: [String: String] = [:]
  private let baseDirectory: String
  /// `default_process_limit` by `process_limit`: asked for each of forty services.
  private let generalLimits: [String: UInt64]

  init(_ services: Table, main: SourceSpan) {
    self.services = services
    self.main = main
    baseDirectory = services.baseDirectory
    var limits: [String: UInt64] = [:]
    for name in ["process_limit", "client_limit", "vsz_limit", "idle_kill_interval"] {
      limits[name] = services.globalNumber("default_\(name)")
    }
    generalLimits = limits
    isLeftToServer = services.version >= ProgramVersion(2, 4, 2)
  }

  mutating func run(_ state: inout ReadingState) {
    for service in services.names {
      let type = services.text("type", of: service)
      if !["", "log", "config", "anvil", "login", "startup", "worker"].contains(type) {
        refuse(
          "unknown-word", "\(type) is no type of services.", "Unknown service type: \(type)", service, &state)
      }
      let needed = services.text("protocol", of: service)
      if needed.isEmpty || services.protocols.contains(needed) { check(service, &state) }
    }
    warnOfClients(
      "auth", auth, 0,
      "Counted for protocol services with \(services.is2_4 ? "restart_request_count" : "service_count") != 1: ", &state)
    warnOfClients("anvil", anvil, 2, "Counted with: ", &state)
  }

  /// The first thing that is looked at.
  func refuseUnnamed(_ state: inout ReadingState) {
    guard let unnamed = services.names.firstIndex(of: "") else { return }
    refuse("service-without-name", "A service needs a name.", "Service #\(unnamed) is missing name", "", &state)
  }

  /// Only whether everything has a name.
  func checkNames(_ state: inout ReadingState) {
    refuseUnnamed(&state)
    for service in services.names {
      for listener in services.socketListeners(of: service) where listener.path.isEmpty {
        refuseWithoutPath(listener, of: service, &state)
      }
    }
  }

  private func refuseWithoutPath(_ listener: SocketListener, of service: String, _ state: inout ReadingState) {
    let word = listener.isFifo ? "fifo_listener" : "unix_listener"
    refuse(
      "listener-without-path", "A listener needs a path.", "service(\(service)): \(word): path must not be empty",
      service, &state)
  }

  private mutating func check(_ service: String, _ state: inout ReadingState) {
    if let problem = problem(with: service) {
      refuse(
        "service-limits", "The service \(service) cannot be started like this.", "service(\(service)): \(problem)",
        service, &state)
    }
    count(service)
    for listener in services.socketListeners(of: service) { check(listener, of: service, &state) }
    for listener in services.networkListeners(of: service) { add(listener, of: service, nil, &state) }
  }

  private mutating func count(_ service: String) {
    let processes = limit("process_limit", of: service)
    let isLogin = services.text("type", of: service) == "login"
    let requests = services.number(services.is2_4 ? "restart_request_count" : "service_count", of: service)
    if !services.text("protocol", of: service).isEmpty, service != "imap-hibernate", isLogin || requests != 1 {
      auth.append((service, processes))
    }
    if isLogin || service == "auth" { anvil.append((service, processes)) }
  }

  // MARK: - Limits

  private func problem(with service: String) -> String? {
    if services.text("drop_priv_before_exec", of: service) == "yes", !services.text("chroot", of: service).isEmpty {
      return "drop_priv_before_exec=yes can't be used with chroot"
    }
    let processes = limit("process_limit", of: service)
    let higher = services.version >= ProgramVersion(2, 4, 5) ? "greater" : "higher"
    if services.is2_4, processes == 0 { return "process_limit must be \(higher) than 0" }
    if services.number("process_min_avail", of: service) > processes {
      return "process_min_avail is \(higher) than process_limit"
    }
    if services.is2_4, let problem = zeroLimit(of: service, higher) { return problem }
    let size = services.is2_4 ? limit("vsz_limit", of: service) : services.number("vsz_limit", of: service)
    if size < 1 << 20, services.is2_4 || size != 0 {
      return "vsz_limit is too low\(services.is2_4 ? " (did you mean \"unlimited\"?)" : "")"
    }
    if services.is2_4, services.text("reuse_port", of: service) == "yes",
      services.number("process_min_avail", of: service) != processes
    {
      return "process_min_avail must be equal to process_limit when using service_reuse_port=yes"
    }
    return services.isSingle(service) && processes > 1 ? "process_limit must be 1" : nil
  }

  /// A limit that is not written is the general one.
  private func limit(_ name: String, of service: String) -> UInt64 {
    let own = services.number(name, of: service)
    return own == 0 && !(services.is2_4 && services.isWritten(name, of: service)) ? generalLimits[name] ?? 0 : own
  }

  private func zeroLimit(of service: String, _ higher: String) -> String? {
    if limit("client_limit", of: service) == 0 { return "client_limit must be \(higher) than 0" }
    if services.number("restart_request_count", of: service) == 0 {
      return "restart_request_count must be \(higher) than 0 (did you mean \"unlimited\"?)"
    }
    if limit("idle_kill_interval", of: service) == 0 {
      return "idle_kill_interval must be \(higher) than 0 (did you mean \"unlimited\"?)"
    }
    return nil
  }

  private func warnOfClients(
    _ service: String, _ counted: [(name: String, processes: UInt64)], _ more: UInt64, _ why: String,
    _ state: inout ReadingState
  ) {
    let limit = limit("client_limit", of: service)
    let needed = counted.reduce(more) { $0.addingReportingOverflow($1.processes).partialValue }
    guard limit < needed else { return }
    let list = counted.map { "service \($0.name) { process_limit=\($0.processes) }" }.joined(separator: " + ")
    // What was counted is said since 2.3.16.
    let reason = services.version >= ProgramVersion(2, 3, 16) ? ". \(why)\(list)" : ""
    state.warn(
      "client-limit", "The service \(service) takes fewer clients (\(limit)) than may come (\(needed)).",
      at: services.span(of: service) ?? main,
      nextStep: "Set client_limit = \(needed) in service \(service).",
      daemonMessage: "service \(service) { client_limit=\(limit) } is lower than required under max. load (\(needed))"
        + reason)
  }

  // MARK: - Listeners

  private mutating func check(_ listener: SocketListener, of service: String, _ state: inout ReadingState) {
    guard !listener.path.isEmpty else { return refuseWithoutPath(listener, of: service, &state) }
    let base = baseDirectory
    if listener.path.hasPrefix(base + "/") {
      state.warn(
        "base-dir-in-path", "The path of a listener begins in base_dir by itself.",
        at: listener.opened ?? services.span(of: service) ?? main,
        nextStep: "Write \(listener.path.dropFirst(base.utf8.count + 1)).",
        daemonMessage: "You should remove base_dir prefix from unix_listener: \(listener.path)")
    }
    guard listener.isOpen else { return }
    add(
      listener.path.hasPrefix("/") ? listener.path : "\(base)/\(listener.path)", of: service, listener.opened, &state)
  }

  /// Two listeners at one place are one too many.
  private mutating func add(
    _ listener: String, of service: String, _ opened: SourceSpan?, _ state: inout ReadingState
  ) {
    guard listeners.updateValue(service, forKey: listener) != nil else { return }
    refuse(
      "duplicate-listener", "Two services listen at \(listener).", "duplicate listener: \(listener)", service,
      at: opened, &state)
  }

  private func refuse(
    _ code: String, _ message: String, _ daemonText: String, _ service: String, at span: SourceSpan? = nil,
    _ state: inout ReadingState
  ) {
    let span = span ?? services.span(of: service) ?? main
    let nextStep = "Change it in service \(service.isEmpty ? "NAME" : service) {."
    if isLeftToServer {
      state.refuseAtStart(code, message, at: span, daemonText: daemonText, nextStep: nextStep)
    } else {
      state.refuseWhole(code, message, at: span, daemonText: daemonText, nextStep: nextStep)
    }
  }
}
