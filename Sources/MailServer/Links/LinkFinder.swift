internal import Postfix
internal import SettingsGraph
internal import SourceText

/// Goes through the services of master.cf and tells whom each of them calls.
struct LinkFinder {
  let server: MailServer
  let postfix: PostfixConfiguration
  private let listeners: Listeners
  private let places: SocketPlaces

  init?(_ server: MailServer, _ listeners: Listeners) {
    guard let postfix = server.postfix else { return nil }
    self.server = server
    self.postfix = postfix
    self.listeners = listeners
    places = SocketPlaces(server)
  }

  private var smtpds: [Service] { postfix.services.filter { $0.isEnabled && $0.command == "smtpd" } }

  private func value(_ name: String, of service: Service) -> EffectiveValue? {
    server.value(of: name, of: .postfix, in: Context(service: service.name))
  }

  // MARK: - Kinds

  /// `smtpd_sasl_path`, where SASL is on and of Dovecot's type.
  var sasl: [Link] {
    merged(.sasl) { add in
      for service in smtpds {
        guard value("smtpd_sasl_auth_enable", of: service)?.isYes == true,
          value("smtpd_sasl_type", of: service)?.text == "dovecot",
          let path = value("smtpd_sasl_path", of: service)
        else { continue }
        add(path, service, places.target(of: path.text, service))
      }
    }
  }

  /// `virtual_transport = lmtp:unix:private/dovecot-lmtp`, through a transport whose program is lmtp.
  var lmtp: [Link] {
    merged(.lmtp) { add in
      for name in ["virtual_transport", "mailbox_transport", "local_transport", "default_transport", "relay_transport"]
      {
        guard let value = server.value(of: name, of: .postfix), value.isWritten,
          let colon = value.text.firstIndex(of: ":"),
          let service = transport(String(value.text[..<colon])), service.command == "lmtp"
        else { continue }
        let nexthop = String(value.text[value.text.index(after: colon)...])
        guard !nexthop.isEmpty else { continue }
        add(value, service, places.target(of: nexthop, service, hostPort: tcpPort))
      }
    }
  }

  private var tcpPort: String { server.value(of: "lmtp_tcp_port", of: .postfix)?.text ?? "24" }

  private func transport(_ name: String) -> Service? {
    postfix.services.last { $0.isEnabled && $0.type == "unix" && $0.service == name }
  }

  /// `check_policy_service unix:private/policy` in a list of a service.
  var policies: [Link] {
    merged(.policy) { add in
      for listener in listeners.mail {
        guard let service = postfix.services.last(where: { $0.isEnabled && $0.name == listener.context.service }) else {
          continue
        }
        for stage in listener.stages {
          for element in stage.elements where element.name.lowercased() == "check_policy_service" {
            guard let argument = element.argument, let endpoint = Self.endpoint(argument) else { continue }
            add(stage.value, service, places.target(of: endpoint, service))
          }
        }
      }
    }
  }

  var milters: [Link] {
    merged(.milter) { add in
      for service in smtpds {
        guard let value = value("smtpd_milters", of: service) else { continue }
        let text = value.bytes[...]
        for item in Tokens.split(text) {
          guard let endpoint = Self.endpoint(text[item].text) else { continue }
          add(value, service, places.target(of: endpoint, service))
        }
      }
      let cleanup = postfix.services.first { $0.isEnabled && $0.command == "cleanup" }
      guard let cleanup, let value = server.value(of: "non_smtpd_milters", of: .postfix) else { return }
      for item in Tokens.split(value.bytes[...]) {
        guard let endpoint = Self.endpoint(value.bytes[item].text) else { continue }
        add(value, cleanup, places.target(of: endpoint, cleanup))
      }
    }
  }

  /// The address out of `{ inet:host:port, timeout=10s }`, or the text itself.
  private static func endpoint(_ text: String) -> String? {
    guard text.hasPrefix("{") else { return text }
    let bytes = Array(text.utf8)[...]
    let content = bytes[Braced(bytes, trimming: true).content]
    return Tokens.split(content).first.map { content[$0].text }
  }

  // MARK: - One link for all services that share it

  private struct Key: Hashable {
    let target: Link.Target
    let setting: String
    let decidedBy: AssignmentID?
  }

  private func merged(
    _ kind: Link.Kind, _ body: ((EffectiveValue, Service, Link.Target) -> Void) -> Void
  ) -> [Link] {
    var order: [Key] = []
    var found: [Key: (value: EffectiveValue, services: [String])] = [:]
    body { value, service, target in
      let key = Key(target: target, setting: value.name, decidedBy: value.decidedBy)
      if found[key] == nil { order.append(key) }
      if found[key]?.services.contains(service.name) != true {
        found[key, default: (value, [])].services.append(service.name)
      }
    }
    return order.compactMap { key in
      found[key].map { link(kind, $0.value, $0.services, key.target) }
    }
  }

  private func link(_ kind: Link.Kind, _ value: EffectiveValue, _ services: [String], _ target: Link.Target) -> Link {
    Link(
      kind, from: value, services: services, target: target, listener: places.listener(at: target, listeners),
      postfixService: places.service(at: target, postfix))
  }
}
