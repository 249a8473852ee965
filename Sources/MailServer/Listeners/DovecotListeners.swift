internal import Dovecot
internal import SettingsGraph
internal import SourceText

/// `service imap-login { inet_listener imaps { port = 993 …`: every listener of Dovecot, open or closed.
///
/// Open is: the service's protocol is in `protocols`, the port is not 0, and with `ssl = no` the listener has no TLS of
/// its own (2.3.19.1, 2.4.1: what the running servers listen on).
final class DovecotListeners {
  let server: MailServer
  let dovecot: DovecotConfiguration
  private let names: Names
  private let protocols: EffectiveValue?
  private let listen: EffectiveValue?
  private let baseDirectory: EffectiveValue?
  /// What is known of the connection besides its protocol.
  private let facts: Context

  /// The names of a service's settings, which 2.4 prefixes.
  private struct Names {
    let is2_4: Bool
    func service(_ name: String) -> String { is2_4 ? "service_" + name : name }
    func listener(_ name: String, _ kind: ListenerSection.Kind) -> String {
      is2_4 ? "\(kind.rawValue)_\(name)" : name
    }
    var address: String { is2_4 ? "listen" : "address" }
  }

  init(_ server: MailServer, _ dovecot: DovecotConfiguration, _ facts: Context) {
    self.server = server
    self.dovecot = dovecot
    self.facts = facts
    names = Names(is2_4: dovecot.version.version >= ProgramVersion(2, 4))
    protocols = server.value(of: "protocols", of: .dovecot)
    listen = server.value(of: "listen", of: .dovecot)
    baseDirectory = server.value(of: "base_dir", of: .dovecot)
  }

  var all: [Listener] {
    var services: [String: ServiceFacts] = [:]
    return dovecot.listenerSections.map { section in
      let service = services[section.service] ?? ServiceFacts(section, self)
      services[section.service] = service
      return listener(section, service)
    }
  }

  private func listener(_ section: ListenerSection, _ service: ServiceFacts) -> Listener {
    var context = facts
    context.protocolName = service.protocolWord
    let tls = TLSFacts(section, service.kind, context, self)
    let endpoint = endpoint(section)
    let isOpen = isOpen(section, endpoint, service, tls)
    return Listener(
      daemon: .dovecot, service: section.service, name: section.name, endpoint: endpoint, kind: service.kind,
      isOpen: isOpen, exposure: exposure(section), tls: tls.mode, logins: DovecotLogins(tls, service.kind, self).logins,
      stages: [], context: context, span: section.span)
  }

  func value(_ name: String, of section: ListenerSection) -> EffectiveValue? {
    server.value(of: section.path + names.listener(name, section.kind), of: .dovecot)
  }

  func serviceValue(_ name: String, of section: ListenerSection) -> EffectiveValue? {
    server.value(of: section.servicePath + names.service(name), of: .dovecot)
  }

  // MARK: - Where

  private func address(of section: ListenerSection) -> EffectiveValue? {
    let own = server.value(of: section.path + names.address, of: .dovecot)
    return own.map { $0.isWritten && !$0.isEmpty } == true ? own : listen
  }

  private func endpoint(_ section: ListenerSection) -> Listener.Endpoint {
    guard section.kind == .inet else { return .socket(socket(section)) }
    let port = value("port", of: section)?.text ?? "0"
    return .network(addresses: address(of: section)?.words ?? [], port: Int(port), portName: port)
  }

  private func socket(_ section: ListenerSection) -> Socket {
    let path = section.name.hasPrefix("/") ? section.name : "\(baseDirectory?.text ?? "/run/dovecot")/\(section.name)"
    return Socket(
      path: path, mode: value("mode", of: section).flatMap { UInt32($0.text, radix: 8) },
      user: value("user", of: section)?.text ?? "", group: value("group", of: section)?.text ?? "")
  }

  private func exposure(_ section: ListenerSection) -> Decided<Exposure> {
    guard section.kind == .inet else { return Decided(.socket, by: []) }
    let address = address(of: section)
    guard let exposure = Exposure(of: address?.words ?? []) else {
      return .unknown("the address of \(address?.text ?? "")", by: [address])
    }
    return Decided(exposure, by: [address])
  }

  private func isOpen(
    _ section: ListenerSection, _ endpoint: Listener.Endpoint, _ service: ServiceFacts, _ tls: TLSFacts
  ) -> Decided<Bool> {
    let port = section.kind == .inet ? value("port", of: section) : nil
    let isNamed = service.protocolWord.map { word in
      protocols?.words.contains { $0.lowercased() == word.lowercased() } ?? false
    }
    if isNamed == false { return Decided(false, by: [protocols]) }
    if let port, Int(port.text) == 0 { return Decided(false, by: [port]) }
    if section.kind == .inet, tls.isClosedWithoutTLS { return Decided(false, by: [tls.ssl, tls.own]) }
    if case .socket(let socket) = endpoint, socket.mode == 0 {
      return Decided(false, by: [value("mode", of: section)])
    }
    return Decided(true, by: [isNamed == nil ? nil : protocols, port])
  }
}

/// What a service is, from its `protocol` and `executable`; its name only says what the program's own defaults are.
private struct ServiceFacts {
  /// The word that `protocols` must hold; nil for services that are always started.
  let protocolWord: String?
  let kind: MailProtocol

  init(_ section: ListenerSection, _ listeners: DovecotListeners) {
    let word = listeners.serviceValue("protocol", of: section)?.text ?? ""
    protocolWord = word.isEmpty ? nil : word
    let executable = listeners.serviceValue("executable", of: section)?.text ?? ""
    let program = (executable.split(separator: " ").first ?? "").split(separator: "/").last.map(String.init) ?? ""
    kind =
      switch program.isEmpty ? section.service : program {
      case "imap-login": .imap
      case "pop3-login": .pop3
      case "submission-login": .submission
      case "managesieve-login": .sieve
      case "lmtp": .lmtp
      case "auth": .auth
      case "quota-status": .policy
      case "doveadm-server": .doveadm
      default: .other
      }
  }
}
