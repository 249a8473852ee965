internal import Postfix
internal import SettingsGraph
internal import SourceText

/// Goes through the services of master.cf and tells whom each of them calls.
struct LinkFinder {
  let server: MailServer
  let postfix: PostfixConfiguration
  private let listeners: Listeners
  let places: SocketPlaces

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

  /// One call: a service, what it calls, and the setting that says so.
  struct Call {
    let value: EffectiveValue
    let service: Service
    let target: Link.Target
    /// The line of a table, where the value only names that.
    var line: Link.TableLine?

    init(_ value: EffectiveValue, _ service: Service, _ target: Link.Target, line: Link.TableLine? = nil) {
      self.value = value
      self.service = service
      self.target = target
      self.line = line
    }
  }

  private func merged(
    _ kind: Link.Kind, _ body: ((EffectiveValue, Service, Link.Target) -> Void) -> Void
  ) -> [Link] {
    var calls: [Call] = []
    body { calls.append(Call($0, $1, $2)) }
    return merged(kind, calls)
  }

  func merged(_ kind: Link.Kind, _ calls: [Call]) -> [Link] {
    var order: [Key] = []
    var found: [Key: (call: Call, services: [String])] = [:]
    for call in calls {
      let key = Key(target: call.target, setting: call.value.name, decidedBy: call.value.decidedBy)
      if found[key] == nil { order.append(key) }
      if found[key]?.services.contains(call.service.name) != true {
        found[key, default: (call, [])].services.append(call.service.name)
      }
    }
    return order.compactMap { key in found[key].map { link(kind, $0.call, $0.services) } }
  }

  private func link(_ kind: Link.Kind, _ call: Call, _ services: [String]) -> Link {
    Link(
      kind, from: call.value, services: services, target: call.target,
      listener: places.listener(at: call.target, listeners), postfixService: places.service(at: call.target, postfix),
      line: call.line, isOfThisMachine: places.isOfThisMachine(call.target))
  }
}
