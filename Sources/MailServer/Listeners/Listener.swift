package import SettingsGraph
package import SourceText

/// `submission inet n - y - - smtpd` or `inet_listener imaps {`: one place where a daemon takes connections.
///
/// Every fact is `Decided`: it comes with the settings that decide it, or says what is missing. The name of a listener
/// has no meaning: `inet_listener pop3 { port = 110  ssl = yes }` is implicit TLS (2.3.19.1, 2.4.1, running servers).
package struct Listener: Sendable {
  package let daemon: DaemonName
  /// `imap-login`, `submission/inet`.
  package let service: String
  /// Dovecot's name of the listener inside its service; for Postfix the service's own.
  package let name: String
  package let endpoint: Endpoint
  package let kind: MailProtocol
  /// False for a listener that the configuration closes, such as one with `port = 0`.
  package let isOpen: Decided<Bool>
  package let exposure: Decided<Exposure>
  package let tls: Decided<TLSMode>
  package let logins: Logins
  /// What smtpd asks before it takes a message, stage by stage in the order of evaluation; empty for other programs.
  package let stages: [RestrictionStage]
  /// Asks for any other setting as this listener has it: `server.value(of: "smtpd_banner", of: .postfix, in: context)`.
  package let context: Context
  /// The entry or block in the files; nil for one that only the program itself has.
  package let span: SourceSpan?

  package enum Endpoint: Sendable, Equatable {
    /// The addresses as configured (`*`, `::`, `all`, `loopback-only`, `192.0.2.1`); no port where its name is unknown.
    case network(addresses: [String], port: Int?, portName: String)
    case socket(Socket)
  }

  package enum TLSMode: String, Sendable {
    case none
    /// The client may switch to TLS.
    case optional = "STARTTLS"
    /// Without TLS the client can do nothing.
    case required = "STARTTLS required"
    /// TLS from the first byte.
    case implicit
    /// A socket: there is nobody in between.
    case local
  }

  /// `imaps`, `submission`: the protocol with the `s` that stands for implicit TLS.
  package var protocolName: String {
    guard tls.is(.implicit), kind != .other else { return kind.rawValue }
    return kind == .smtp ? "smtps" : kind.rawValue + "s"
  }

  package var port: Int? {
    if case .network(_, let port, _) = endpoint { port } else { nil }
  }

  package var socket: Socket? {
    if case .socket(let socket) = endpoint { socket } else { nil }
  }

  /// Whether strangers reach it, as far as the files tell.
  package var isPublic: Bool { exposure.is(.public) }

  /// `port 587`, `/run/dovecot/lmtp`: where it is, for a sentence.
  package var place: String {
    switch endpoint {
    case .network(_, let port?, _): "port \(port)"
    case .network(_, nil, let name): "port \(name)"
    case .socket(let socket): socket.path
    }
  }
}

/// `unix_listener /var/spool/postfix/private/auth { mode = 0660  user = postfix }`
package struct Socket: Sendable, Equatable {
  /// Outside of any chroot.
  package let path: String
  /// Permission bits; nil where the value is no number.
  package let mode: UInt32?
  /// Empty for root.
  package let user: String
  package let group: String

  package init(path: String, mode: UInt32?, user: String, group: String) {
    self.path = path
    self.mode = mode
    self.user = user
    self.group = group
  }
}

/// Who can reach a listener, by the addresses that it is bound to. A firewall is not in the files.
package enum Exposure: String, Sendable {
  case loopback
  /// Only addresses of private networks (RFC 1918, RFC 4193).
  case privateNetwork = "private"
  case `public`
  /// A socket in the file system.
  case socket
}

/// What is spoken. TLS is told apart: IMAP on port 993 is `imap` with implicit TLS.
package enum MailProtocol: String, Sendable {
  case smtp, submission, lmtp, imap, pop3, sieve
  /// Questions of other programs: logins, recipients and quota, administration.
  case auth, policy, doveadm
  case other
}
