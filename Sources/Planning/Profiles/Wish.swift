package import SettingsGraph

/// What a change wants to be true of the effective settings.
package enum Wish: Sendable, Equatable {
  /// A setting has a value.
  case setting(SettingWish)
  /// A list has an element.
  case element(ElementWish)
  /// A list has no such element any more.
  case withoutElement(ElementWish)
  /// A master.cf entry exists and is in force.
  case service(ServiceWish)
  /// A daemon has no listener open on a port.
  case closedPort(ClosedPortWish)

  package var versions: VersionRange {
    switch self {
    case .setting(let wish): wish.versions
    case .element(let wish), .withoutElement(let wish): wish.versions
    case .service, .closedPort: .all
    }
  }

  package var daemon: DaemonName {
    switch self {
    case .setting(let wish): wish.daemon
    case .element(let wish), .withoutElement(let wish): wish.daemon
    case .service: DaemonName(rawValue: "postfix")
    case .closedPort(let wish): wish.daemon
    }
  }
}

/// Where a wish counts: everywhere, for one kind of connection, or for one service of master.cf.
package struct WishScope: Sendable, Equatable {
  /// Dovecot's protocol, `pop3`.
  package var protocolName: String?
  /// The clients' network.
  package var remote: String?
  /// `submission/inet`
  package var service: String?

  package var isGlobal: Bool { self == WishScope() }

  /// `remote 192.0.2.0/24 { protocol pop3 }`, as the graph tells it; empty for everywhere.
  package var description: String {
    if let service { return "service \(service)" }
    switch (remote, protocolName) {
    case (let remote?, let name?): return "remote \(remote) { protocol \(name) }"
    case (let remote?, nil): return "remote \(remote)"
    case (nil, let name?): return "protocol \(name)"
    case (nil, nil): return ""
    }
  }
}

/// `disable_plaintext_auth = no`, for the versions and in the scope that it is meant for.
package struct SettingWish: Sendable, Equatable {
  package let daemon: DaemonName
  package let setting: String
  package let value: String
  package let versions: VersionRange
  package let scope: WishScope
  /// Values that are as good: the wish holds with them.
  package let accepts: [String]
  /// The values that the wish replaces; with any other value in effect it does not apply. Empty for all.
  package let replaces: [String]
  /// The line is wanted in the scope itself even where it inherits the value.
  package let isExplicit: Bool

  init(
    daemon: DaemonName, setting: String, value: String, versions: VersionRange = .all, scope: WishScope = WishScope(),
    accepts: [String] = [], replaces: [String] = [], isExplicit: Bool = false
  ) {
    self.daemon = daemon
    self.setting = setting
    self.value = value
    self.versions = versions
    self.scope = scope
    self.accepts = accepts
    self.replaces = replaces
    self.isExplicit = isExplicit
  }
}

/// `permit_sasl_authenticated` in `smtpd_helo_restrictions`, before the elements that refuse.
package struct ElementWish: Sendable, Equatable {
  package let daemon: DaemonName
  package let setting: String
  package let element: String
  package let versions: VersionRange
  /// The element must stand before each of these that the list has.
  package let before: [String]
  /// What a list begins with that has to be written anew.
  package let start: [String]
}

/// Port 587 without Dovecot's submission proxy: two daemons cannot listen on one port.
package struct ClosedPortWish: Sendable, Equatable {
  package let daemon: DaemonName
  package let port: String
}

/// `submission inet … smtpd -o …`
package struct ServiceWish: Sendable, Equatable {
  package let name: String
  package let type: String
  package let command: String
  /// `name=value` for a service that has to be written, in this order.
  package let options: [ServiceOptionWish]
  /// What a service that is there already must run with, by its own options or main.cf's.
  package let required: [ServiceOptionWish]
}

/// `-o smtpd_sasl_auth_enable=yes`
package struct ServiceOptionWish: Sendable, Equatable {
  package let name: String
  package let value: String
}
