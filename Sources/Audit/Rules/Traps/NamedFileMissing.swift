internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_cert = </etc/ssl/gone.pem`
struct NamedFileMissing: Rule {
  let page = RulePage(
    code: "DT1217", title: "A file that Dovecot needs is not there",
    problem: "A value is the content of a file, or names a file of settings, and the file does not exist.",
    consequence: "Dovecot does not start, or logins fail because their database is not known.",
    fix: "Create the file, or correct the path.", exceptions: "A tree that is a copy without the file.",
    sources: ["run with Dovecot 2.3.19.1 and 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.diagnosed(["dovecot.missing-file"], server.isWholeSystem ? .error : .note)
  }
}
