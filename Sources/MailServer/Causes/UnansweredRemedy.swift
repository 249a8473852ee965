internal import Dovecot
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `Write smtpd_sasl_path = private/auth here.`: what brings Postfix and Dovecot together where one calls in vain.
struct UnansweredRemedy {
  private let server: MailServer
  private let link: Link
  private let listeners: Listeners
  private let queueDirectory: String

  init(_ server: MailServer, _ link: Link, _ listeners: Listeners) {
    self.server = server
    self.link = link
    self.listeners = listeners
    queueDirectory = server.value(of: "queue_directory", of: .postfix)?.text ?? "/var/spool/postfix"
  }

  var remedy: Remedy {
    if let path = near.flatMap({ insideQueue($0) }) { return call(path) }
    if let closed, let protocols = closed.isOpen.by.first(where: { $0.name == "protocols" }) {
      return Remedy("Write `protocols = \(protocols.text) \(service)` in Dovecot.", at: protocols.span)
    }
    return open
  }

  private var service: String { link.kind == .sasl ? "auth" : "lmtp" }

  /// Open listeners of Dovecot that would answer such a call.
  var others: [Listener] {
    listeners.open.filter { other in
      other.daemon == .dovecot && other.kind == (link.kind == .sasl ? .auth : .lmtp) && other.socket != nil
        && other.isForClients
    }
  }

  /// The listener at the very path, closed by another setting.
  var closed: Listener? {
    listeners.all.first { $0.socket?.path == link.target.text && $0.isOpen.is(false) }
  }

  /// A listener of the right kind that Postfix can call from where it stands.
  private var near: String? {
    others.compactMap { $0.socket?.path }.first { insideQueue($0) != nil }
  }

  /// `private/auth` of a path below the queue directory.
  private func insideQueue(_ path: String) -> String? {
    path.hasPrefix(queueDirectory + "/") ? String(path.dropFirst(queueDirectory.count + 1)) : nil
  }

  /// Postfix calls at another path.
  private func call(_ path: String) -> Remedy {
    let value = link.kind == .sasl ? path : "lmtp:unix:\(path)"
    guard let line = link.line else { return .set(link.from.name, to: value, at: link.from.span) }
    let make = line.path == nil ? "" : ", and make its index with postmap"
    return Remedy("Write \(value) in \(line.table)\(make).", at: line.path == nil ? link.from.span : nil)
  }

  /// Dovecot opens the path that Postfix calls. An absolute path of a chrooted program is an accident: no listener is
  /// wanted at `/var/spool/postfix/var/run/…`.
  private var open: Remedy {
    guard case .socket(let path) = link.target else {
      return Remedy("Write an inet_listener for \(link.target.text) into Dovecot's service \(service).", at: nil)
    }
    let usual = link.kind == .sasl ? "private/auth" : "private/dovecot-lmtp"
    let isAccident = link.isWrittenFromRoot(below: queueDirectory)
    let socket = isAccident ? "\(queueDirectory)/\(usual)" : path
    let then =
      isAccident
      ? ", and `\(link.from.name) = \(link.kind == .sasl ? usual : "lmtp:unix:\(usual)")` here" : ""
    return Remedy(
      "Write `unix_listener \(socket)` with user = postfix, group = postfix and mode = 0660 into Dovecot's service \(service)\(then).",
      at: isAccident ? link.from.span : nil)
  }
}
