internal import MailServer
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `-rw-r--r-- /etc/dovecot/dovecot-sql.conf.ext` with `password = …` in it
struct SecretReadableByAll: Rule {
  let page = RulePage(
    code: "DT0901", title: "A file with a password is readable by everybody",
    problem: "A configuration file that holds a password or key can be read by all users of the machine.",
    consequence: "Every program and every user there has the password, of the database or of the relay.",
    fix: "chown root FILE and chmod 0600 FILE; for a map that Postfix' own user reads, chgrp postfix and chmod 0640.",
    exceptions: "A machine without other users or services; even then a backup may be read by more people.",
    sources: ["Dovecot documentation, SQL authentication", "SASL_README, Client SASL password file"])

  func findings(on server: AuditedServer) -> [Finding] {
    let files = server.server.files
    var seen: Set<String> = []
    return server.server.graph.assignments.compactMap { assignment in
      guard assignment.value.isSecret, let span = assignment.origin.span else { return nil }
      let path = files.path(of: span.file)
      let isEmpty = assignment.value.revealed(in: files).allSatisfy(ASCII.isSpace)
      guard !isEmpty, seen.insert(path).inserted, let status = server.statusIfOpenToAll(TreePath(path)) else {
        return nil
      }
      let name = server.server.graph.name(of: assignment.setting).split(separator: ":").last ?? ""
      return Finding(
        .warning, "\(path) holds a secret and is readable by every user (mode 0\(String(status.mode, radix: 8))).",
        at: [Finding.Place(String(name), at: span)])
    }
  }
}
