internal import MailServer
internal import ServerTree
internal import SourceText

extension AuditedServer {
  /// A finding for each link of a kind whose socket keeps Postfix out, at the listener and where `places` says.
  func closedSockets(_ kind: Link.Kind, besides places: (Link) -> [Finding.Place], listeners: (Link) -> [String])
    -> [Finding]
  {
    links.of(kind).compactMap { link in
      guard let listener = link.listener, let socket = listener.socket, let reason = whyClosed(socket) else {
        return nil
      }
      return Finding(
        .error, "\(socket.path) does not let Postfix in: \(reason).", at: [place(listener)] + places(link),
        listeners: listeners(link))
    }
  }

  /// Why Postfix may not use a socket of Dovecot; nil where it may.
  func whyClosed(_ socket: Socket) -> String? {
    let rights = SocketRights(server)
    if !rights.letsPostfixIn(socket) { return socket.rightsText }
    guard let (directory, status) = rights.closedDirectory(above: socket) else { return nil }
    return "the directory \(directory) has \(status.modeText), owner number \(status.owner)"
  }
}

extension Socket {
  /// `mode 0600, owner root:root`
  var rightsText: String {
    let mode = mode.map { "0" + String($0, radix: 8) } ?? "unknown"
    return "mode \(mode), owner \(user.isEmpty ? "root" : user):\(group.isEmpty ? "root" : group)"
  }
}
