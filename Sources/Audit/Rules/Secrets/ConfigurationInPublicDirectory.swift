internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `/etc/dovecot/local.conf -> /tmp/local.conf`, `data_directory = /tmp/postfix`
struct ConfigurationInPublicDirectory: Rule {
  let page = RulePage(
    code: "DT0908", title: "Configuration or data stand where everybody may write",
    problem: "A file of the configuration, or a directory of a daemon, is below /tmp, /var/tmp or /dev/shm.",
    consequence:
      "Files there vanish with a restart, and any user can put others in their place: that is a way to the daemon's rights.",
    fix: "Move it to /etc, /var/lib or /var/spool, and correct the path.", exceptions: "A trial that is soon over.",
    sources: ["hier(7)", "postconf(5), data_directory"])

  private static let directories = [
    "queue_directory", "data_directory", "daemon_directory", "command_directory", "meta_directory",
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    let files = server.configurationFiles.compactMap { path -> Finding? in
      guard let real = try? server.server.tree.resolvedPath(of: TreePath(path)), Self.isPublic(real.description) else {
        return nil
      }
      return Finding(
        .error, "\(path) is \(real.description), in a directory where every user may write.",
        at: [Finding.Place("path", at: nil, path: path)])
    }
    let values = Self.directories.compactMap { server.postfix($0) } + [server.dovecot("base_dir")].compactMap { $0 }
    return files
      + values.filter { Self.isPublic($0.text) }.map { value in
        server.finding(.error, "\(server.text(value)) is below a directory where every user may write.", value)
      }
  }

  private static func isPublic(_ path: String) -> Bool {
    ["/tmp/", "/var/tmp/", "/dev/shm/"].contains { path.hasPrefix($0) }
  }
}
