internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `virtual_alias_maps = mysql:/etc/postfix/aliases.cf` with `hosts = unix:/run/mysqld/mysqld.sock`, in a chroot
struct DatabaseSocketOutsideChroot: Rule {
  let page = RulePage(
    code: "DT1114", title: "A chrooted program cannot see the database's socket",
    problem: "A table asks a database by a socket, and the program that reads it runs in the queue directory's chroot.",
    consequence:
      "The client connects at the first lookup, inside the chroot, where the socket is not: every lookup fails.",
    fix:
      "Write proxy: in front of the table (proxymap is not chrooted), hosts = 127.0.0.1, or n for chroot in master.cf.",
    exceptions: "A socket that is also below the queue directory.",
    sources: ["MYSQL_README", "proxymap(8)"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.tables.all.compactMap { use in
      guard let unseen = DatabaseSocket(unseenBy: use.reference, of: use.value.name, on: server.server) else {
        return nil
      }
      return server.finding(
        .error, "\(use.name) asks \(unseen.path), which \(unseen.service) cannot see from its chroot.", use)
    }
  }
}
