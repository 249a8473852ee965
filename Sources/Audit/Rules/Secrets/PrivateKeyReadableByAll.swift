internal import Dovecot
internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_key_file = /etc/postfix/server.key` with `-rw-r--r-- server.key`
struct PrivateKeyReadableByAll: Rule {
  let page = RulePage(
    code: "DT0904", title: "A private key is readable by everybody",
    problem: "The file of a private key for TLS can be read by all users of the machine.",
    consequence: "Whoever has the key can stand in for the server, and no client notices.",
    fix: "chown root and chmod 0600: both daemons read keys before they give up their rights.",
    exceptions:
      "A key below a directory that keeps users out. In a copy of /etc, directories with the name private are taken for such.",
    sources: ["TLS_README, Server-side certificate and private key", "Dovecot documentation, SSL configuration"])

  private static let ofPostfix = [
    "smtpd_tls_key_file", "smtpd_tls_eckey_file", "smtpd_tls_dkey_file", "smtpd_tls_chain_files", "smtp_tls_key_file",
    "smtp_tls_eckey_file", "smtp_tls_dkey_file", "smtp_tls_chain_files",
  ]
  private static let ofDovecot = ["ssl_key", "ssl_alt_key", "ssl_client_key"]
  private static let fileSettings = ["ssl_server_key_file", "ssl_server_alt_key_file", "ssl_client_key_file"]

  func findings(on server: AuditedServer) -> [Finding] {
    // One key of both daemons is one finding.
    var order: [String] = []
    var places: [String: [Finding.Place]] = [:]
    for (path, place) in named(server) + read(server) {
      if places[path] == nil { order.append(path) }
      places[path, default: []].append(place)
    }
    return order.compactMap { path in
      guard server.isWholeSystem || !path.contains("/private/"), let own = places[path], let first = own.first,
        let status = server.statusIfOpenToAll(TreePath(path))
      else { return nil }
      return Finding(
        .error, "The private key \(path) is readable by every user (\(status.modeText)).",
        at: [Finding.Place(first.subject, at: nil, path: path)] + own)
    }
  }

  /// Files that a value names.
  private func named(_ server: AuditedServer) -> [(String, Finding.Place)] {
    let values =
      Self.ofPostfix.compactMap { server.postfix($0) } + Self.fileSettings.compactMap { server.dovecot($0) }
    return values.filter(\.isWritten).flatMap { value in
      value.words.filter { $0.hasPrefix("/") }.map { ($0, server.place(value)) }
    }
  }

  /// `ssl_key = </etc/…`: files whose content is the value (2.3).
  private func read(_ server: AuditedServer) -> [(String, Finding.Place)] {
    let graph = server.server.graph
    return graph.edges.compactMap { edge in
      guard edge.relation == .reads, case .assignment(let id) = edge.from, case .file(let path) = edge.to else {
        return nil
      }
      let name = graph.name(of: graph[id].setting)
      return Self.ofDovecot.contains(name) ? (path, Finding.Place(name, at: graph[id].origin.span)) : nil
    }
  }
}
