internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `private/auth` in the eyes of smtpd is `/var/spool/postfix/private/auth` in those of Dovecot.
struct SocketPlaces {
  private let server: MailServer
  private let queueDirectory: String
  /// In a copy without `/var/run`, that is a link to `/run` as on every current system.
  private let hasOwnVarRun: Bool

  init(_ server: MailServer) {
    self.server = server
    queueDirectory = server.value(of: "queue_directory", of: .postfix)?.text ?? "/var/spool/postfix"
    hasOwnVarRun = (try? server.tree.resolvedPath(of: TreePath("/var/run")))?.description == "/var/run"
  }

  /// What a service calls at an address as Postfix writes it: `private/auth`, `unix:/run/x`, `inet:127.0.0.1:10025`.
  ///
  /// A chrooted service sees the queue directory as `/`; a relative path is below it anyway.
  ///
  /// - Parameter hostPort: for addresses that may be a bare host (LMTP), the port where none is named.
  func target(of text: String, _ service: Service, hostPort: String? = nil) -> Link.Target {
    if text.hasPrefix("inet:") { return network(String(text.dropFirst(5)), hostPort) }
    if text.hasPrefix("inet6:") { return network(String(text.dropFirst(6)), hostPort) }
    for prefix in ["unix:", "local:"] where text.hasPrefix(prefix) {
      return .socket(path(String(text.dropFirst(prefix.count)), service))
    }
    return hostPort == nil ? .socket(path(text, service)) : network(text, hostPort)
  }

  private func path(_ text: String, _ service: Service) -> String {
    let isInside = service.isChrooted || !text.hasPrefix("/")
    return normal(isInside ? "\(queueDirectory)/\(text)" : text)
  }

  /// `host:port`, `[address]:port`, `port@host`.
  private func network(_ text: String, _ hostPort: String?) -> Link.Target {
    if let at = text.firstIndex(of: "@") {
      return .network(host: String(text[text.index(after: at)...]), port: String(text[..<at]))
    }
    let isBracketed = text.last == "]"
    guard !isBracketed, let colon = text.lastIndex(of: ":") else {
      return hostPort.map { .network(host: Self.bare(text), port: $0) } ?? .malformed(text)
    }
    return .network(host: Self.bare(text[..<colon]), port: String(text[text.index(after: colon)...]))
  }

  private static func bare(_ host: some StringProtocol) -> String {
    host.first == "[" && host.last == "]" ? String(host.dropFirst().dropLast()) : String(host)
  }

  /// Without empty and `.` components, and with `/run` for `/var/run`.
  func normal(_ path: String) -> String {
    let parts = path.split(separator: "/").filter { $0 != "." }
    let isVarRun = !hasOwnVarRun && parts.starts(with: ["var", "run"])
    return "/" + (isVarRun ? parts.dropFirst() : parts[...]).joined(separator: "/")
  }

  // MARK: - Who answers

  func listener(at target: Link.Target, _ listeners: Listeners) -> Listener? {
    switch target {
    case .socket(let path):
      return listeners.open.first { $0.daemon != .postfix && $0.socket.map { normal($0.path) } == path }
    case .network(let host, let port):
      let number = Int(port) ?? Service.portNumber(of: port)
      guard isOwn(host) else { return nil }
      return listeners.network.first { $0.daemon != .postfix && $0.port != nil && $0.port == number }
    case .malformed: return nil
    }
  }

  func isOfThisMachine(_ target: Link.Target) -> Bool {
    if case .network(let host, _) = target { isOwn(host) } else { true }
  }

  private func isOwn(_ host: String) -> Bool {
    ["localhost", "", "localhost.localdomain"].contains(host) || IPAddress(host)?.isLoopback == true
      || host == server.value(of: "myhostname", of: .postfix)?.text
  }

  /// `private/NAME` and `public/NAME` of the queue directory are services of master.cf; those that are no spawn speak
  /// Postfix' own protocol, so that `private/lmtp` takes no mail by LMTP.
  func service(at target: Link.Target, _ postfix: PostfixConfiguration) -> String? {
    switch target {
    case .socket(let path):
      return postfix.services.last { service in
        service.isEnabled && service.type.hasPrefix("unix") && service.command == "spawn"
          && path == normal("\(queueDirectory)/\(service.isPrivate ? "private" : "public")/\(service.service)")
      }?.name
    case .network(let host, let port):
      let number = Int(port) ?? Service.portNumber(of: port)
      guard isOwn(host), let number else { return nil }
      return postfix.services.last { $0.isEnabled && $0.type == "inet" && $0.portNumber == number }?.name
    case .malformed: return nil
    }
  }
}
