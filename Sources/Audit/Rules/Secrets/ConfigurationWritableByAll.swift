internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `-rw-rw-rw- /etc/postfix/main.cf`
struct ConfigurationWritableByAll: Rule {
  let page = RulePage(
    code: "DT0905", title: "Every user may change the configuration",
    problem: "A file of the configuration, or of a lookup table, can be written by all users of the machine.",
    consequence:
      "Whoever writes it reads all mail, and with a line in master.cf, dovecot.conf or the aliases runs programs with the daemon's rights.",
    fix: "chown root FILE and chmod 0644 FILE, or less where it holds secrets.", exceptions: "None.",
    sources: ["postfix check: not owned by root, group or other writable", "aliases(5)"])

  func findings(on server: AuditedServer) -> [Finding] {
    let tables = server.distinctTables.flatMap { use -> [String] in
      guard let source = use.path else { return [] }
      return use.reference.isIndexed
        ? [source.description, use.reference.openedFile(for: source).description] : [source.description]
    }
    var seen: Set<String> = []
    return (server.configurationFiles + tables).compactMap { path in
      guard seen.insert(path).inserted, let status = server.status(of: TreePath(path)), status.isWritableByAll else {
        return nil
      }
      return Finding(
        .error, "\(path) can be written by every user (\(status.modeText)).",
        at: [Finding.Place("rights", at: nil, path: path)])
    }
  }
}
