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
    (server.dovecot?.unreadConfigurations(server.server.files) ?? []).map { unread in
      let cause = unread.cause.map { [Finding.Place("!include", at: $0)] } ?? []
      return Finding(
        .warning, "\(unread.path) is not read. \(unread.explanation)",
        at: [Finding.Place("file", at: unread.setting)] + cause)
    }
  }
}
