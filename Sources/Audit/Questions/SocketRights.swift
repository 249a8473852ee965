internal import MailServer
internal import ServerTree

extension AuditedServer {
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
