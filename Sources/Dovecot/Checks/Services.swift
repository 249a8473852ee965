internal import SettingsGraph
internal import SourceText

/// Every service of a configuration with the values that it has in effect, written or not.
///
/// A service is asked for by its place in `names`.
protocol Services {
  /// In the order in which the daemon goes through them.
  var names: [String] { get }
  var version: ProgramVersion { get }
  /// What the service is called, which need not be what its block is called.
  func name(of service: Int) -> String
  /// 2.3: whether it is there beside the block that gives it another name.
  func hasReturned(_ service: Int) -> Bool
  func values(of service: Int) -> ServiceValues
  func global(_ name: String) -> String
  var protocols: Set<String> { get }
  /// Where the service, or what it has by this name, is written; nil for the program's own.
  func span(of service: String) -> SourceSpan?
  func socketListeners(of service: Int) -> [SocketListener]
  /// `993:*`
  func networkListeners(of service: Int) -> [String]
}

/// What the master process looks at of one service. A limit that the service has not is the general one
/// (`default_process_limit`).
struct ServiceValues {
  let type: String
  /// `protocol`: the service is there only where this is enabled; empty for one that always is.
  let protocolName: String
  let isChrooted: Bool
  /// `drop_priv_before_exec`
  let dropsPrivileges: Bool
  let processLimit: UInt64
  let processMinAvail: UInt64
  let clientLimit: UInt64
  /// `restart_request_count`; before 2.4 `service_count`.
  let requestCount: UInt64
  /// 2.4; not looked at before.
  var idleKillInterval: UInt64 = .max
  /// In bytes. 2.3 looks at the service's own only.
  let vszLimit: UInt64
  /// 2.4: `reuse_port`
  var reusesPort = false
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
  func name(of service: Int) -> String { names[service] }
  func hasReturned(_ service: Int) -> Bool { false }

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
  /// Of the services auth and anvil: the block that has the name, and how many clients it takes.
  private var clientLimits: [String: (block: String, limit: UInt64)] = [:]
  private var listeners: [String: String] = [:]
  /// The services that are there under two names, as far as they have been told.
  private var doubles: Set<String> = []
  private let baseDirectory: String

  init(_ services: Table, main: SourceSpan) {
    self.services = services
    self.main = main
    baseDirectory = services.baseDirectory
    isLeftToServer = services.version >= ProgramVersion(2, 4, 2)
  }

  mutating func run(_ state: inout ReadingState) {
    for (number, service) in services.names.enumerated() {
      let values = services.values(of: number)
      if !Self.isType(values.type) {
        refuse(
          "unknown-word", "\(values.type) is no type of services.", "Unknown service type: \(values.type)", service,
          &state)
      }
      let name = services.name(of: number)
      if name == "auth" || name == "anvil" { clientLimits[name] = (service, values.clientLimit) }
      if values.protocolName.isEmpty || services.protocols.contains(values.protocolName) {
        check(number, values, &state)
      }
    }
    warnOfClients(
      "auth", auth, 0,
      "Counted for protocol services with \(services.is2_4 ? "restart_request_count" : "service_count") != 1: ", &state)
    warnOfClients("anvil", anvil, 2, "Counted with: ", &state)
  }

  private static func isType(_ word: String) -> Bool {
    switch word {
    case "", "log", "config", "anvil", "login", "startup", "worker": true
    default: false
    }
  }

  /// The first thing that is looked at: every service has a name, and no other has it too.
  func checkServiceNames(_ state: inout ReadingState) {
    var seen: Set<String> = []
    for (number, service) in services.names.enumerated() {
      let name = services.name(of: number)
      if name.isEmpty {
        return refuse(
          "service-without-name", "A service needs a name.", "Service #\(number) is missing name", service, &state)
      }
      guard !seen.insert(name).inserted else { continue }
      return refuse(
        "duplicate-service", "Two services have the name \(name).", "Duplicate service name: \(name)", service,
        &state)
    }
  }

  /// Only whether everything has a name.
  func checkNames(_ state: inout ReadingState) {
    checkServiceNames(&state)
    for number in services.names.indices {
      for listener in services.socketListeners(of: number) where listener.path.isEmpty {
        refuseWithoutPath(listener, of: number, &state)
      }
    }
  }

  private func refuseWithoutPath(_ listener: SocketListener, of service: Int, _ state: inout ReadingState) {
    let word = listener.isFifo ? "fifo_listener" : "unix_listener"
    refuse(
      "listener-without-path", "A listener needs a path.",
      "service(\(services.name(of: service))): \(word): path must not be empty", services.names[service], &state)
  }

  private mutating func check(_ number: Int, _ values: ServiceValues, _ state: inout ReadingState) {
    let service = services.names[number]
    let name = services.name(of: number)
    if let problem = problem(with: name, values) {
      refuse(
        "service-limits", "The service \(name) cannot be started like this.", "service(\(name)): \(problem)", service,
        &state)
    }
    count(name, values)
    for listener in services.socketListeners(of: number) { check(listener, of: number, &state) }
    for listener in services.networkListeners(of: number) { add(listener, of: number, nil, &state) }
  }

  private mutating func count(_ service: String, _ values: ServiceValues) {
    let isLogin = values.type == "login"
    if !values.protocolName.isEmpty, service != "imap-hibernate", isLogin || values.requestCount != 1 {
      auth.append((service, values.processLimit))
    }
    if isLogin || service == "auth" { anvil.append((service, values.processLimit)) }
  }

  // MARK: - Limits

  private func problem(with service: String, _ values: ServiceValues) -> String? {
    if values.dropsPrivileges, values.isChrooted { return "drop_priv_before_exec=yes can't be used with chroot" }
    let higher = services.version >= ProgramVersion(2, 4, 5) ? "greater" : "higher"
    if services.is2_4, values.processLimit == 0 { return "process_limit must be \(higher) than 0" }
    if values.processMinAvail > values.processLimit { return "process_min_avail is \(higher) than process_limit" }
    if services.is2_4, let problem = zeroLimit(values, higher) { return problem }
    if values.vszLimit < 1 << 20, services.is2_4 || values.vszLimit != 0 {
      return "vsz_limit is too low\(services.is2_4 ? " (did you mean \"unlimited\"?)" : "")"
    }
    if values.reusesPort, values.processMinAvail != values.processLimit {
      return "process_min_avail must be equal to process_limit when using service_reuse_port=yes"
    }
    return services.isSingle(service) && values.processLimit > 1 ? "process_limit must be 1" : nil
  }

  private func zeroLimit(_ values: ServiceValues, _ higher: String) -> String? {
    if values.clientLimit == 0 { return "client_limit must be \(higher) than 0" }
    if values.requestCount == 0 {
      return "restart_request_count must be \(higher) than 0 (did you mean \"unlimited\"?)"
    }
    if values.idleKillInterval == 0 {
      return "idle_kill_interval must be \(higher) than 0 (did you mean \"unlimited\"?)"
    }
    return nil
  }

  private func warnOfClients(
    _ service: String, _ counted: [(name: String, processes: UInt64)], _ more: UInt64, _ why: String,
    _ state: inout ReadingState
  ) {
    guard let (block, limit) = clientLimits[service] else { return missing(service, &state) }
    let needed = counted.reduce(more) { $0.addingReportingOverflow($1.processes).partialValue }
    guard limit < needed else { return }
    let list = counted.map { "service \($0.name) { process_limit=\($0.processes) }" }.joined(separator: " + ")
    // What was counted is said since 2.3.16.
    let reason = services.version >= ProgramVersion(2, 3, 16) ? ". \(why)\(list)" : ""
    state.warn(
      "client-limit", "The service \(service) takes fewer clients (\(limit)) than may come (\(needed)).",
      at: services.span(of: block) ?? main,
      nextStep: "Set client_limit = \(needed) in service \(block).",
      daemonMessage: "service \(service) { client_limit=\(limit) } is lower than required under max. load (\(needed))"
        + reason)
  }

  /// `service auth { name = foo }`: 2.4 looks for the service by its name, and ends where it finds none (2.4.1; 2.4.5 when
  /// the server starts). 2.3 asks nothing then.
  private func missing(_ service: String, _ state: inout ReadingState) {
    guard services.is2_4 else { return }
    state.diagnostics.append(
      Diagnostic(
        .error, code: "dovecot.missing-service", "No service has the name \(service).",
        at: .span(services.span(of: service) ?? main), nextStep: "Leave the name of service \(service) as it is.",
        daemonMessage: "Unexpectedly didn't find service \(service)", isRefusedByDaemon: !isLeftToServer))
  }

  // MARK: - Listeners

  private mutating func check(_ listener: SocketListener, of number: Int, _ state: inout ReadingState) {
    guard !listener.path.isEmpty else { return refuseWithoutPath(listener, of: number, &state) }
    let service = services.names[number]
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
      listener.path.hasPrefix("/") ? listener.path : "\(base)/\(listener.path)", of: number, listener.opened, &state)
  }

  /// Two listeners at one place are one too many.
  private mutating func add(
    _ listener: String, of number: Int, _ opened: SourceSpan?, _ state: inout ReadingState
  ) {
    let service = services.names[number]
    guard let other = listeners.updateValue(service, forKey: listener) else { return }
    if services.hasReturned(number), other == service { return refuseDouble(service, listener, &state) }
    refuse(
      "duplicate-listener", "Two services listen at \(listener).", "duplicate listener: \(listener)", service,
      at: opened, &state)
  }

  /// A service that is there under two names has all its listeners twice, which is one mistake.
  private mutating func refuseDouble(_ service: String, _ listener: String, _ state: inout ReadingState) {
    guard doubles.insert(service).inserted else { return }
    refuse(
      "service-under-two-names",
      "The block of the service \(service) gives it another name. Beside a filter Dovecot 2.3 has it under both, and both "
        + "listen at \(listener).", "duplicate listener: \(listener)", service,
      nextStep: "Take the other name out of service \(service) {.", &state)
  }

  private func refuse(
    _ code: String, _ message: String, _ daemonText: String, _ service: String, at span: SourceSpan? = nil,
    nextStep: String? = nil, _ state: inout ReadingState
  ) {
    let span = span ?? services.span(of: service) ?? main
    let nextStep = nextStep ?? "Change it in service \(service.isEmpty ? "NAME" : service) {."
    if isLeftToServer {
      state.refuseAtStart(code, message, at: span, daemonText: daemonText, nextStep: nextStep)
    } else {
      state.refuseWhole(code, message, at: span, daemonText: daemonText, nextStep: nextStep)
    }
  }
}
