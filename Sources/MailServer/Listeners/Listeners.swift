internal import Dovecot
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// Every place where the daemons of a server take connections: Postfix first, then Dovecot, by port.
package struct Listeners: Sendable {
  /// Open and closed ones; sockets too.
  package let all: [Listener]

  package init(of server: MailServer) {
    let postfix = server.postfix.map { PostfixListeners(server: server, postfix: $0).all } ?? []
    let dovecot = server.dovecot.map { DovecotListeners(server, $0).all } ?? []
    all = postfix + dovecot
  }

  /// Those that the configuration opens.
  package var open: [Listener] { all.filter { $0.isOpen.is(true) } }

  /// On the network, and open.
  package var network: [Listener] { open.filter { $0.port != nil || $0.socket == nil } }

  /// Where clients log in: IMAP, POP3, ManageSieve, submission.
  package var logins: [Listener] { network.filter { $0.logins.isOffered.is(true) } }

  /// The smtpd services, and postscreen.
  package var mail: [Listener] {
    network.filter { $0.daemon == .postfix && ($0.kind == .smtp || $0.kind == .submission) }
  }

  package func onPort(_ port: Int) -> [Listener] { network.filter { $0.port == port } }
}
