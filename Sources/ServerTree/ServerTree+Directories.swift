internal import SourceText

/// `drwx------ postfix root /var/spool/postfix/private`: whom the directories on the way to a file let through.
extension ServerTree {
  /// Owner and rights of a directory, links followed; nil where there is none, and in a tree that keeps no rights.
  package func directoryStatus(of path: TreePath) -> FileStatus? {
    guard let resolved = try? resolvedPath(of: path) else { return nil }
    return source.directoryStatus(at: resolved.bytes.split(separator: ASCII.slash))
  }

  /// Whether owners and rights are those of the server: a copy that somebody made for himself alone belongs to him
  /// from the root on.
  package var keepsRights: Bool {
    guard let root = source.directoryStatus(at: []) else { return false }
    return root.owner == 0 && root.mode & 0o001 != 0
  }

  /// The first directory on the way to `path`, from the root or from `start` on, that keeps somebody out.
  package func obstacle(
    onTheWayTo path: TreePath, below start: TreePath? = nil, for account: Account
  ) -> (directory: TreePath, status: FileStatus)? {
    guard keepsRights else { return nil }
    let components = path.bytes.split(separator: ASCII.slash)
    let first = start.map { $0.bytes.split(separator: ASCII.slash).count } ?? 0
    guard first < components.count else { return nil }
    for count in first..<components.count {
      let directory = TreePath([ASCII.slash] + Array(components[..<count].joined(separator: [ASCII.slash])))
      guard let status = directoryStatus(of: directory), !account.maySearch(status) else { continue }
      return (directory, status)
    }
    return nil
  }
}

/// `postfix:x:105:113::/var/spool/postfix:/usr/sbin/nologin`: an account of the tree, with its groups.
package struct Account: Sendable {
  /// Nil for anybody else.
  private let user: UInt32?
  private let groups: Set<UInt32>
  /// The groups that name it as a member.
  package let groupNames: Set<String>

  /// Whoever is neither owner nor member.
  package static let anybody = Account(user: nil, groups: [], groupNames: [])

  private init(user: UInt32?, groups: Set<UInt32>, groupNames: Set<String>) {
    self.user = user
    self.groups = groups
    self.groupNames = groupNames
  }

  /// By /etc/passwd and /etc/group of the tree; nil where it is not there.
  package init?(named name: String, in tree: ServerTree) {
    func lines(_ path: String) -> [[String]] {
      ((try? tree.read(TreePath(path)).bytes) ?? []).split(separator: ASCII.lineFeed).map { line in
        line.split(separator: ASCII.colon, omittingEmptySubsequences: false).map(\.text)
      }
    }
    guard let own = lines("/etc/passwd").first(where: { $0.count > 3 && $0[0] == name }), let user = UInt32(own[2])
    else {
      return nil
    }
    let memberOf = lines("/etc/group").filter { $0.count > 3 && $0[3].split(separator: ",").contains { $0 == name } }
    self.init(
      user: user, groups: Set((memberOf.map { $0[2] } + [own[3]]).compactMap { UInt32($0) }),
      groupNames: Set(memberOf.map { $0[0] }))
  }

  /// The rights of the nearest kind count alone: an owner without the bit stays out, whatever the others may.
  func maySearch(_ directory: FileStatus) -> Bool {
    if user == 0 { return true }
    if directory.owner == user { return directory.mode & 0o100 != 0 }
    if groups.contains(directory.group) { return directory.mode & 0o010 != 0 }
    return directory.mode & 0o001 != 0
  }
}
