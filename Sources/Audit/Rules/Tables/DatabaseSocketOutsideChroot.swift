internal import MailServer
internal import Postfix
internal import ServerTree
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

  /// The programs that read these parameters, by their service in master.cf.
  private static let readers = [
    "virtual_alias_maps": "cleanup/unix", "virtual_mailbox_maps": "smtp/inet",
    "virtual_mailbox_domains": "rewrite/unix",
    "virtual_alias_domains": "rewrite/unix", "transport_maps": "rewrite/unix", "relay_domains": "rewrite/unix",
    "smtpd_sender_login_maps": "smtp/inet", "recipient_bcc_maps": "cleanup/unix", "sender_bcc_maps": "cleanup/unix",
    "recipient_canonical_maps": "cleanup/unix", "sender_canonical_maps": "cleanup/unix",
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    server.tables.all.compactMap { use in
      guard ["mysql", "pgsql"].contains(use.reference.type), !use.reference.text.hasPrefix("proxy:"),
        let service = reader(of: use, server), let socket = socket(of: use, server)
      else { return nil }
      return server.finding(
        .error, "\(use.name) asks \(socket), which \(service) cannot see from its chroot.", use)
    }
  }

  private func reader(of use: TableUse, _ server: AuditedServer) -> String? {
    guard let name = Self.readers[use.value.name] else { return nil }
    return server.postfix?.services.contains { $0.name == name && $0.isEnabled && $0.isChrooted } == true ? name : nil
  }

  private func socket(of use: TableUse, _ server: AuditedServer) -> String? {
    guard use.reference.nameBytes.first == ASCII.slash,
      let file = try? server.server.tree.read(TreePath(use.reference.nameBytes))
    else { return nil }
    let client = MainCf(file.bytes)
    guard let hosts = client.entries.last(where: { client.name(of: $0).elementsEqual("hosts".utf8) }) else {
      return nil
    }
    let words = client.value(of: hosts).text.split { $0 == " " || $0 == "," || $0 == "\t" }
    guard !words.isEmpty, words.allSatisfy({ $0.hasPrefix("unix:") }) else { return nil }
    let queue = server.postfix("queue_directory")?.text ?? "/var/spool/postfix"
    let path = String(words[0].dropFirst(5))
    return server.server.tree.exists(TreePath(queue + path)) ? nil : path
  }
}
