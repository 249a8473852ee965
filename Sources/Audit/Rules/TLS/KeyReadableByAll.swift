internal import Certificates
internal import Dovecot
internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `-rw-r--r-- /etc/ssl/private/mail.key`
struct KeyReadableByAll: Rule {
  let page = RulePage(
    code: "DT0730", title: "The private key is readable by everybody",
    problem: "A key for TLS can be read by all users of the machine.",
    consequence:
      "Each program there can play the server, and read what it has recorded where forward secrecy is missing.",
    fix: "chown root FILE and chmod 0600 FILE; both daemons read it as root.",
    exceptions: "A directory above it keeps the others out.",
    sources: ["TLS_README", "Dovecot documentation, SSL"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.certificates.compactMap { served in
      guard let key = served.key, let mode = key.mode, mode & 0o004 != 0, key.pem?.keys.isEmpty == false,
        isReachable(key.path, server)
      else { return nil }
      return Finding(
        .warning, "The key in \(key.path) is readable by every user (mode 0\(String(mode, radix: 8))).",
        at: [key.place])
    }
  }

  /// Directories that only root may pass, by the rights that Debian and certbot give them.
  private static let closed = ["/etc/ssl/private/", "/etc/dovecot/private/", "/etc/letsencrypt/"]

  private func isReachable(_ path: String, _ server: AuditedServer) -> Bool {
    guard let real = try? server.server.tree.resolvedPath(of: TreePath(path)) else { return false }
    return !Self.closed.contains { real.description.hasPrefix($0) }
  }
}
