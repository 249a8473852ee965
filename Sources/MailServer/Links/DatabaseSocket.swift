package import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `virtual_alias_maps = mysql:/etc/postfix/aliases.cf` with `hosts = unix:/run/mysqld/mysqld.sock`: where a table asks
/// a database.
///
/// The client connects at the first lookup, when its program has gone into its chroot.
package struct DatabaseSocket: Sendable {
  package let path: String
  /// The chrooted service that reads the table.
  package let service: String

  /// The programs that read these parameters, by their service in master.cf.
  private static let readers = [
    "virtual_alias_maps": "cleanup/unix", "virtual_mailbox_maps": "smtp/inet",
    "virtual_mailbox_domains": "rewrite/unix",
    "virtual_alias_domains": "rewrite/unix", "transport_maps": "rewrite/unix", "relay_domains": "rewrite/unix",
    "smtpd_sender_login_maps": "smtp/inet", "recipient_bcc_maps": "cleanup/unix", "sender_bcc_maps": "cleanup/unix",
    "recipient_canonical_maps": "cleanup/unix", "sender_canonical_maps": "cleanup/unix",
  ]

  /// The socket of a table of `parameter`, where its reader is chrooted and the socket is not below the queue directory.
  package init?(unseenBy table: TableReference, of parameter: String, on server: MailServer) {
    guard ["mysql", "pgsql"].contains(table.type), !table.text.hasPrefix("proxy:"),
      let reader = Self.readers[parameter],
      server.postfix?.services.contains(where: { $0.name == reader && $0.isEnabled && $0.isChrooted }) == true,
      let socket = Self.socket(of: table, server)
    else { return nil }
    (path, service) = (socket, reader)
  }

  private static func socket(of table: TableReference, _ server: MailServer) -> String? {
    guard table.nameBytes.first == ASCII.slash, let file = try? server.tree.read(TreePath(table.nameBytes)) else {
      return nil
    }
    let client = MainCf(file.bytes)
    guard let hosts = client.entries.last(where: { client.name(of: $0).elementsEqual("hosts".utf8) }) else {
      return nil
    }
    let words = client.value(of: hosts).text.split { $0 == " " || $0 == "," || $0 == "\t" }
    guard !words.isEmpty, words.allSatisfy({ $0.hasPrefix("unix:") }) else { return nil }
    let queue = server.value(of: "queue_directory", of: .postfix)?.text ?? "/var/spool/postfix"
    let path = String(words[0].dropFirst(5))
    return server.tree.exists(TreePath(queue + path)) ? nil : path
  }
}
