internal import Dovecot
internal import Postfix
package import SettingsGraph
internal import SourceText

/// Every place where the daemons of a server take connections: Postfix first, then Dovecot, by port.
package struct Listeners: Sendable {
  /// Open and closed ones; sockets too.
  package let all: [Listener]

  /// - Parameter facts: addresses and names of the connection decide which of Dovecot's filters count; with a service or
  ///   a protocol, only the listeners of that service, or of that protocol, are told.
  package init(of server: MailServer, in facts: Context = Context()) {
    let postfix = server.postfix.map { PostfixListeners(server: server, postfix: $0).all } ?? []
    let dovecot = server.dovecot.map { DovecotListeners(server, $0, facts).all } ?? []
    all = (postfix + dovecot).filter { $0.isMeant(by: facts) }
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

extension Listener {
  /// `--service submission` and `--protocol imap` name listeners of one daemon each.
  fileprivate func isMeant(by facts: Context) -> Bool {
    if let wanted = facts.service {
      guard daemon == .postfix,
        [service, context.service].contains(where: { $0.map { Self.names(wanted, $0) } ?? false })
      else { return false }
    }
    if let wanted = facts.protocolName { return daemon == .dovecot && context.protocolName == wanted }
    return true
  }

  private static func names(_ wanted: String, _ service: String) -> Bool {
    wanted == service || service.hasPrefix("\(wanted)/")
  }
}
