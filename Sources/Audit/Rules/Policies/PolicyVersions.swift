internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `audit --policy mozilla-modern` and `ssl_min_protocol = TLSv1.2`
struct PolicyVersions: Rule {
  let page = RulePage(
    code: "DT1301", title: "TLS versions that the policy forbids",
    problem: "A listener takes a version of TLS below the lowest of a policy that was asked for with --policy.",
    consequence: "The server does not keep to the policy. What that means is in the document that it is named after.",
    fix: "Dovecot: ssl_min_protocol. Postfix: smtpd_tls_protocols with >=TLSv1.2, and smtpd_tls_mandatory_protocols.",
    exceptions: "Clients that know nothing newer, on a listener or network of their own.",
    sources: TLSPolicy.all.map { "\($0.name): \($0.title), \($0.source)" })

  func findings(on server: AuditedServer) -> [Finding] {
    server.judged { policy, listener in
      guard let floor = ProtocolFloor(of: listener, on: server), let wanted = policy.lowestVersion,
        let lowest = floor.lowest(besides: server.forbidden(by: floor, at: listener)), lowest < wanted
      else { return nil }
      return server.finding(
        policy.severity(at: listener),
        "\(server.text(floor.value)) admits \(lowest.text), and \(policy.subject) begins with \(wanted.text).",
        floor.value, at: listener)
    }
  }
}

extension ProtocolFloor {
  fileprivate func lowest(besides forbidden: Set<Version>) -> Version? { versions.subtracting(forbidden).min() }
}

extension AuditedServer {
  /// OpenSSL 3 has nothing below 1.2 at any level but 0, which Dovecot's list has to name and Postfix sets itself.
  fileprivate func forbidden(by floor: ProtocolFloor, at listener: Listener) -> Set<ProtocolFloor.Version> {
    guard listener.daemon == .dovecot, let setting = CipherSetting(listener, self) else { return [] }
    let assumed = CipherLibrary.assumed(of: server)
    guard assumed.isKnown, assumed.library.version >= ProgramVersion(3, 0) else { return [] }
    let level = CipherString(Array(setting.text.utf8), assumed.library).securityLevel ?? assumed.securityLevel
    return level == 0 ? [] : [.ssl2, .ssl3, .tls1, .tls1_1]
  }
}

extension ProtocolFloor.Version {
  package var text: String {
    switch self {
    case .ssl2: "SSL 2"
    case .ssl3: "SSL 3"
    case .tls1: "TLS 1.0"
    case .tls1_1: "TLS 1.1"
    case .tls1_2: "TLS 1.2"
    case .tls1_3: "TLS 1.3"
    }
  }
}
