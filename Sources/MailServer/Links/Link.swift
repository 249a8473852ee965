/// `smtpd_sasl_path = private/auth`: a place where one daemon calls another, and the listener that answers there.
package struct Link: Sendable {
  package enum Kind: String, Sendable {
    /// smtpd asks for logins.
    case sasl
    /// Mail is handed over by LMTP.
    case lmtp
    /// A restriction asks a policy service.
    case policy
    case milter
  }

  package enum Target: Sendable, Hashable {
    /// The path outside of any chroot, without `/var/run` for `/run`.
    case socket(String)
    case network(host: String, port: String)
    /// What is written, where it is no address that Postfix would take.
    case malformed(String)

    package var text: String {
      switch self {
      case .socket(let path): path
      case .network(let host, let port): "\(host):\(port)"
      case .malformed(let text): text
      }
    }
  }

  package let kind: Kind
  /// The setting that names the other end.
  package let from: EffectiveValue
  /// The master.cf services that use it, `submission/inet`.
  package let services: [String]
  package let target: Target
  /// The listener of Dovecot that answers there; nil where none does, or another program might.
  package let listener: Listener?
  /// The master.cf service that answers there, such as a policy server under spawn.
  package let postfixService: String?

  package init(
    _ kind: Kind, from: EffectiveValue, services: [String], target: Target, listener: Listener?,
    postfixService: String? = nil
  ) {
    self.kind = kind
    self.from = from
    self.services = services
    self.target = target
    self.listener = listener
    self.postfixService = postfixService
  }

  package var isAnswered: Bool { listener != nil || postfixService != nil }
}

/// Every link from Postfix to Dovecot and to others that the settings name.
package struct Links: Sendable {
  package let all: [Link]

  package init(of server: MailServer, _ listeners: Listeners) {
    guard let finder = LinkFinder(server, listeners) else {
      all = []
      return
    }
    all = finder.sasl + finder.lmtp + finder.policies + finder.milters
  }

  package func of(_ kind: Link.Kind) -> [Link] { all.filter { $0.kind == kind } }
}
