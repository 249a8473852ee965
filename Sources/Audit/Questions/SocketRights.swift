package import MailServer
internal import SettingsGraph

/// `mode = 0660  user = postfix  group = postfix`: whether the programs of Postfix may use a socket of Dovecot.
package struct SocketRights: Sendable {
  package let letsPostfixIn: Bool

  /// smtpd and lmtp run as `mail_owner`, in its group. What the mode's number does not say lets in.
  init(_ socket: Socket, _ server: AuditedServer) {
    guard let mode = socket.mode else {
      letsPostfixIn = true
      return
    }
    let owner = server.postfix("mail_owner")?.text ?? "postfix"
    let isOwner = socket.user == owner
    let isMember = socket.group == owner
    letsPostfixIn =
      isOwner ? mode & 0o200 != 0 : isMember ? mode & 0o020 != 0 : mode & 0o002 != 0
  }

  /// `mode 0600, owner root:root`
  package static func text(_ socket: Socket) -> String {
    let mode = socket.mode.map { "0" + String($0, radix: 8) } ?? "unknown"
    return
      "mode \(mode), owner \(socket.user.isEmpty ? "root" : socket.user):\(socket.group.isEmpty ? "root" : socket.group)"
  }
}
