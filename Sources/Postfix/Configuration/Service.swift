package import SourceText

/// `submission inet n - y - - smtpd`, a service of master.cf as a value, for a table of listeners.
package struct Service: Sendable {
  /// `submission/inet`.
  package let name: String
  package let service: String
  package let type: String
  package let command: String
  package let isPrivate: Bool
  package let isChrooted: Bool
  /// False where the entry stands in comments, or a later entry of the same service replaces it.
  package let isEnabled: Bool
  /// A later entry with the same name, which master takes instead of this one.
  package let isReplaced: Bool
  package let wakeup: String
  package let processLimit: String
  package let options: [(name: String, value: String, span: SourceSpan)]
  package let span: SourceSpan

  /// `127.0.0.1` of `127.0.0.1:10025`; nil where Postfix listens on all of `inet_interfaces`.
  package var host: String? { endpoint.host }
  /// `10025` of `127.0.0.1:10025`; a number, or a name of /etc/services.
  package var port: String? { type == "inet" ? endpoint.port : nil }

  /// `host:port`, `[address]:port`, `:port` or `port`; the last colon splits unless brackets say otherwise.
  private var endpoint: (host: String?, port: String) {
    guard let colon = service.lastIndex(of: ":") else { return (nil, service) }
    let host = service[..<colon].drop { $0 == "[" }
    let port = service[service.index(after: colon)...]
    let bare = host.last == "]" ? host.dropLast() : host
    return (bare.isEmpty ? nil : String(bare), String(port))
  }

  package var portNumber: Int? { port.flatMap(Self.portNumber) }

  /// The number of a port, for the names that Postfix itself knows or Debian's /etc/services has.
  package static func portNumber(of port: String) -> Int? {
    Int(port)
      ?? [
        "smtp": 25, "smtps": 465, "submissions": 465, "urd": 465, "ssmtp": 465, "submission": 587, "lmtp": 24,
        "qmqp": 628,
      ][port]
  }

  /// What master compares: name and port number where they are known.
  var identity: String {
    guard let number = portNumber else { return name }
    return "\(host ?? ""):\(number)/\(type)"
  }
}
