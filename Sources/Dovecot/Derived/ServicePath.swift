internal import SourceText

/// `service/imap-login/inet_listener/imaps/port`: a setting of a service, taken apart.
struct ServicePath {
  let path: String
  /// `imap-login`
  let name: String
  private let components: [Substring]

  init?(_ path: String) {
    components = path.split(separator: "/", omittingEmptySubsequences: false)
    guard components.count >= 3, components[0] == "service" else { return nil }
    self.path = path
    name = String(components[1])
  }

  /// The protocol without which the service is not started; nil for services that always are.
  var protocolName: Substring? {
    let bare = name.hasSuffix("-login") ? name.dropLast("-login".count) : name[...]
    switch bare {
    case "imap", "pop3", "lmtp", "submission": return bare
    case "managesieve": return "sieve"
    case "imap-urlauth": return name == "imap-urlauth-login" ? "imap" : nil
    default: return nil
    }
  }

  /// The port of the listener that the setting belongs to; nil for settings of no network listener.
  func portPath(is2_4: Bool) -> String? {
    guard components.count == 5, components[2] == "inet_listener" else { return nil }
    return components[..<4].joined(separator: "/") + (is2_4 ? "/inet_listener_port" : "/port")
  }
}
