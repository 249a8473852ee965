internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `smtp inet n - y - - smtpd with smtpd_milters = unix:/run/opendkim/opendkim.sock`
struct SocketOutsideChroot: Rule {
  let page = RulePage(
    code: "DT0606", title: "A chrooted program looks for a socket that it cannot see",
    problem: "A service that master.cf puts into a chroot calls a socket by a path outside of the queue directory.",
    consequence:
      "Inside the chroot the path begins at the queue directory: the socket is not there, and every call fails.",
    fix: "Name the socket below the queue directory, without the leading slash, or write n in the chroot column.",
    exceptions: "The same path has been made below the queue directory, as some packages do.",
    sources: ["master(5), chroot", "run with Postfix 3.7.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    let queue = server.postfix("queue_directory")?.text ?? "/var/spool/postfix"
    return server.links.all.compactMap { link in
      // What Dovecot should answer has a finding of its own.
      guard case .socket(let path) = link.target, !link.isAnswered, link.kind == .milter || link.kind == .policy,
        let chrooted = server.postfix?.services.first(where: {
          $0.isEnabled && $0.isChrooted && link.services.contains($0.name)
        }),
        let written = writtenPath(path, below: queue, in: link.from), !server.server.tree.exists(TreePath(path))
      else { return nil }
      return Finding(
        .warning, "\(chrooted.name) runs in a chroot and looks for \(written) at \(path).",
        at: [server.place(link.from), Finding.Place(chrooted.name, at: chrooted.span)])
    }
  }

  /// The absolute path as the setting has it; nil for one that is relative, or already below the queue directory.
  private func writtenPath(_ path: String, below queue: String, in value: EffectiveValue) -> String? {
    guard path.hasPrefix(queue + "/") else { return nil }
    let inside = String(path.dropFirst(queue.count))
    return value.text.contains("unix:\(inside)") || value.text.contains("unix:/var\(inside)") ? inside : nil
  }
}
