internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `smtp_sasl_password_maps = hash:/etc/postfix/sasl_passwd` with `-rw-r--r-- sasl_passwd`
struct PasswordTableReadableByAll: Rule {
  let page = RulePage(
    code: "DT0903", title: "A table of passwords is readable by everybody",
    problem:
      "The table of passwords for other servers, or the file of a database client with one, is open to all users.",
    consequence: "Every program on the machine has the password: of the relay, or of the whole user database.",
    fix:
      "chown root and chmod 0600 for the password table and its index: Postfix opens them before it gives up its rights. A database client's file needs group postfix and 0640 where proxy: or a chrooted program opens it.",
    exceptions: "A machine without other users or services.",
    sources: ["SASL_README, Client SASL password file", "MYSQL_README", "postconf(5), smtp_sasl_password_maps"])

  private static let clients: Set<String> = ["mysql", "pgsql", "ldap", "mongodb"]
  private static let secrets: Set<String> = ["password", "bind_pw", "dbpassword"]

  /// One finding for each parameter's table, and one for the files of all database clients.
  func findings(on server: AuditedServer) -> [Finding] {
    var seen: Set<TreePath> = []
    var groups: [String: [(path: TreePath, use: TableUse, status: FileStatus)]] = [:]
    for use in server.tables.all {
      for path in paths(of: use, server) where seen.insert(path).inserted {
        guard let status = server.statusIfOpenToAll(path) else { continue }
        groups[use.path == nil ? "" : use.value.name, default: []].append((path, use, status))
      }
    }
    return groups.sorted { $0.key < $1.key }.compactMap { _, files in
      guard let first = files.first else { return nil }
      let what =
        files.count == 1
        ? "\(first.path) holds a password and is"
        : "\(files.count) files, \(first.path) the first, hold passwords and are"
      return Finding(
        .warning, "\(what) readable by every user (\(first.status.modeText)).",
        at: files.flatMap {
          [Finding.Place($0.use.value.name, at: nil, path: $0.path.description), server.place($0.use.value)]
        })
    }
  }

  /// The files of a table that hold passwords.
  private func paths(of use: TableUse, _ server: AuditedServer) -> [TreePath] {
    if use.value.name.hasSuffix("_sasl_password_maps"), let source = use.path {
      let index = use.reference.openedFile(for: source)
      // A closed source with an open index is a finding of its own.
      let isClosed = server.status(of: source).map { !$0.isReadableByAll } ?? false
      return use.reference.isIndexed && !isClosed ? [source, index] : [source]
    }
    guard Self.clients.contains(use.reference.type), use.reference.nameBytes.first == ASCII.slash else { return [] }
    let path = TreePath(use.reference.nameBytes)
    guard let file = try? server.server.tree.read(path) else { return [] }
    let client = MainCf(file.bytes)
    let hasSecret = client.entries.contains { entry in
      Self.secrets.contains(client.name(of: entry).text) && !client.value(of: entry).allSatisfy(ASCII.isSpace)
    }
    return hasSecret ? [path] : []
  }
}
