internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `submission inet n - y - - smtpd`: every inet service of master.cf.
///
/// Postscreen hands its clients to the `smtpd pass` service: what that one is told counts for mail, while postscreen
/// itself answers STARTTLS.
struct PostfixListeners {
  let server: MailServer
  let postfix: PostfixConfiguration

  var all: [Listener] {
    postfix.services.filter { $0.isEnabled && $0.type == "inet" }.map(listener)
  }

  private func listener(_ service: Service) -> Listener {
    let isScreen = service.command == "postscreen"
    let smtpd =
      isScreen ? postfix.services.last { $0.isEnabled && $0.type == "pass" && $0.command == "smtpd" } : service
    let own = Context(service: service.name)
    let context = Context(service: smtpd?.name ?? service.name)
    let kind = kind(of: service)
    let isMail = service.command == "smtpd" || isScreen
    let tls = isMail ? PostfixTLS(server, own, isScreen: isScreen).mode : Decided(.none, by: [])
    let endpoint = endpoint(of: service)
    return Listener(
      daemon: .postfix, service: service.name, name: service.name, endpoint: endpoint, kind: kind,
      isOpen: isOpen(service), exposure: exposure(of: endpoint, service), tls: tls,
      logins: isMail ? PostfixLogins(server, context, tls, kind).logins : .none(),
      stages: isMail && smtpd != nil ? server.stages(in: context, of: postfix) : [], context: context,
      span: service.span)
  }

  /// `message submission agent` is a matter of the port, or of logins on a port of one's own.
  private func kind(of service: Service) -> MailProtocol {
    switch service.command {
    case "smtpd":
      if [465, 587].contains(service.portNumber) { return .submission }
      let hasLogins = server.value(of: "smtpd_sasl_auth_enable", of: .postfix, in: Context(service: service.name))
      return service.portNumber != 25 && hasLogins?.isYes == true ? .submission : .smtp
    case "postscreen": return .smtp
    default: return .other
    }
  }

  private func endpoint(of service: Service) -> Listener.Endpoint {
    let addresses = service.host.map { [$0] } ?? interfaces?.words ?? []
    return .network(addresses: addresses, port: service.portNumber, portName: service.port ?? service.service)
  }

  private var interfaces: EffectiveValue? { server.value(of: "inet_interfaces", of: .postfix) }

  private func exposure(of endpoint: Listener.Endpoint, _ service: Service) -> Decided<Exposure> {
    guard case .network(let addresses, _, _) = endpoint else { return Decided(.socket, by: []) }
    let deciding = service.host == nil ? [interfaces] : []
    guard let exposure = Exposure(of: addresses.isEmpty ? ["all"] : addresses) else {
      return .unknown("the address of \(addresses.joined(separator: ", "))", by: deciding)
    }
    return Decided(exposure, by: deciding)
  }

  /// master_service_disable names services, or whole types, that master leaves out.
  private func isOpen(_ service: Service) -> Decided<Bool> {
    let disabled = server.value(of: "master_service_disable", of: .postfix)
    let isDisabled = disabled?.words.contains { $0 == service.name || $0 == service.type } ?? false
    return Decided(!isDisabled, by: [disabled])
  }
}
