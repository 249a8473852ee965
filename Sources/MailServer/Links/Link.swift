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
  /// The line of a table that names the other end, where the setting only names the table.
  package let line: TableLine?
  /// False for an address of another machine, which this tree cannot tell anything about.
  package let isOfThisMachine: Bool

  /// `/etc/postfix/transport:3`
  package struct TableLine: Sendable, Equatable {
    /// As the setting names it, `hash:/etc/postfix/transport`.
    package let table: String
    /// Nil for a table that is written in the setting itself.
    package let path: String?
    package let number: Int
  }

  init(
    _ kind: Kind, from: EffectiveValue, services: [String], target: Target, listener: Listener?,
    postfixService: String? = nil, line: TableLine? = nil, isOfThisMachine: Bool = true
  ) {
    self.line = line
    self.isOfThisMachine = isOfThisMachine
    self.kind = kind
    self.from = from
    self.services = services
    self.target = target
    self.listener = listener
    self.postfixService = postfixService
  }

  /// Whether the path is written from `/` on, and ends up below the queue directory for all that: the caller is chrooted.
  func isWrittenFromRoot(below queueDirectory: String) -> Bool {
    guard case .socket(let path) = target, path.hasPrefix(queueDirectory + "/") else { return false }
    return from.text.contains(path.dropFirst(queueDirectory.count)) && !from.text.contains(path)
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
