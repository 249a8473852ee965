internal import Postfix
package import ServerTree
internal import SourceText

/// `mode = 0660  user = postfix  group = postfix`: whether the programs of Postfix may use a socket of Dovecot.
///
/// They run as `mail_owner`, in all groups of that account (`initgroups`), and to connect asks for writing alone.
package struct SocketRights: Sendable {
  package let mailOwner: String
  private let account: Account?
  let queueDirectory: String
  private let tree: ServerTree

  package init(_ server: MailServer) {
    mailOwner = server.value(of: "mail_owner", of: .postfix)?.text ?? "postfix"
    queueDirectory = server.value(of: "queue_directory", of: .postfix)?.text ?? "/var/spool/postfix"
    account = Account(named: mailOwner, in: server.tree)
    tree = server.tree
  }

  /// What the mode's number does not say lets in.
  package func letsPostfixIn(_ socket: Socket) -> Bool {
    guard let mode = socket.mode else { return true }
    if socket.user == mailOwner { return mode & 0o200 != 0 }
    let isMember = socket.group == mailOwner || account?.groupNames.contains(socket.group) == true
    return mode & (isMember ? 0o020 : 0o002) != 0
  }

  /// The directory on the way to the socket that Postfix may not search. Its programs stand in the queue directory.
  package func closedDirectory(above socket: Socket) -> (path: TreePath, status: FileStatus)? {
    guard let account else { return nil }
    let start = socket.path.hasPrefix(queueDirectory + "/") ? TreePath(queueDirectory) : nil
    return tree.obstacle(onTheWayTo: TreePath(socket.path), below: start, for: account).map {
      ($0.directory, $0.status)
    }
  }
}
