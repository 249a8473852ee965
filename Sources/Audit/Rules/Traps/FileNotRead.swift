internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `/etc/dovecot/conf.d/99-own.cnf` beside `!include conf.d/*.conf`
struct FileNotRead: Rule {
  let page = RulePage(
    code: "DT1203", title: "A file with settings is not read",
    problem: "Beside the files that Dovecot reads is one with settings that no include reads.",
    consequence: "What stands in it has no effect.",
    fix: "Give it a name that the include matches, include it by its name, or remove it.",
    exceptions: "A file that waits to be used. Copies of editors and packages and *.conf.ext are not told.",
    sources: ["run with Dovecot 2.3.19.1 and 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    let read = server.configurationFiles
    let all = (server.dovecot?.unreadConfigurations(server.server.files) ?? []).filter { !isCopy($0.path, of: read) }
    var groups: [String: [UnreadConfiguration]] = [:]
    for unread in all {
      groups[directory(unread.path) + (unread.cause == nil ? "" : unread.path), default: []].append(unread)
    }
    return groups.sorted { $0.key < $1.key }.compactMap { finding($0.value) }
  }

  /// One finding for a directory that no include reads.
  private func finding(_ unread: [UnreadConfiguration]) -> Finding? {
    guard let first = unread.first else { return nil }
    let cause = first.cause.map { [Finding.Place("!include", at: $0)] } ?? []
    let what =
      unread.count == 1 ? "\(first.path) is not read" : "\(unread.count) files of \(directory(first.path)) are not read"
    return Finding(
      first.isWaiting ? .note : .warning, "\(what). \(first.explanation)",
      at: unread.map { Finding.Place("file", at: $0.setting) } + cause)
  }

  private func directory(_ path: String) -> String {
    String(path.dropLast(path.split(separator: "/").last?.count ?? 0))
  }

  /// `dovecot.conf.2019` beside dovecot.conf, `local.conf.sample`
  private func isCopy(_ path: String, of read: [String]) -> Bool {
    [".sample", ".example", ".template", ".dist", ".todo"].contains { path.hasSuffix($0) }
      || read.contains { path.hasPrefix($0) && path != $0 }
  }
}
