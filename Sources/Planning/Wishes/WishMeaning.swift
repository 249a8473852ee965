internal import MailServer
internal import Postfix
internal import SettingsGraph

/// Which differences in effect the wishes of a change mean.
struct WishMeaning {
  private struct Place: Hashable {
    let daemon: String
    let name: String
    let scope: String
  }

  private var places: Set<Place> = []
  private var services: Set<String> = []
  /// Daemons of which listeners are closed.
  private var closedPorts: Set<String> = []
  /// Parameters of main.cf that only the wished services take their own value from.
  private var ownParameters: Set<String> = []

  init(_ wishes: [Wish], on server: MailServer) {
    for wish in wishes {
      switch wish {
      case .setting(let wish): take(wish, server)
      case .element(let wish), .withoutElement(let wish): take(wish.daemon, wish.setting, scope: "", server)
      case .closedPort(let wish): closedPorts.insert(wish.daemon.rawValue)
      case .service(let wish):
        services.insert(server.postfix?.service(wish.name, type: wish.type)?.name ?? "\(wish.name)/\(wish.type)")
      }
    }
    takeOwnParameters(server)
  }

  private mutating func take(_ wish: SettingWish, _ server: MailServer) {
    var scope = wish.scope.description
    if let service = wish.scope.service.flatMap({ server.postfix?.serviceName($0) }) { scope = "service \(service)" }
    take(wish.daemon, wish.setting, scope: scope, server)
  }

  private mutating func take(_ daemon: DaemonName, _ name: String, scope: String, _ server: MailServer) {
    var server = server
    let setting = try? server.find(SettingQuestion("\(daemon):\(name)"))
    let path = setting.map { server.graph.name(of: $0) } ?? name
    places.insert(Place(daemon: daemon.rawValue, name: path, scope: scope))
  }

  /// `mua_helo_restrictions`, unless a service that nobody wished anything of takes it too.
  private mutating func takeOwnParameters(_ server: MailServer) {
    let scoped = Set(places.map(\.scope).filter { $0.hasPrefix("service ") }.map { String($0.dropFirst(8)) })
    var others: Set<String> = []
    for service in server.postfix?.services ?? [] where service.isEnabled {
      for option in service.options where option.value.hasPrefix("$mua_") {
        let name = String(option.value.dropFirst())
        if scoped.contains(service.name) { ownParameters.insert(name) } else { others.insert(name) }
      }
    }
    ownParameters.subtract(others)
  }

  func covers(_ effect: EffectiveChange) -> Bool {
    if places.contains(Place(daemon: effect.daemon, name: effect.name, scope: effect.scope)) { return true }
    if closedPorts.contains(effect.daemon), effect.after == "0", effect.name.contains("/inet_listener/") { return true }
    guard effect.daemon == "postfix" else { return false }
    if effect.scope.isEmpty, ownParameters.contains(effect.name) { return true }
    return services.contains { [effect.scope, effect.name].contains("service \($0)") }
  }
}
