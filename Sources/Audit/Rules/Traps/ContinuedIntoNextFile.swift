internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `mail_plugins = quota \` as the last line of 10-mail.conf
struct ContinuedIntoNextFile: Rule {
  let page = RulePage(
    code: "DT1221", title: "A backslash at the end of a file takes a line of the next file",
    problem: "The last line of an included file ends in a backslash.",
    consequence: "The line that is read next, in another file, is a part of that value. Nobody warns.",
    fix: "Remove the backslash.", exceptions: "None.",
    sources: ["run with Dovecot 2.3.19.1, 2.4.1 and 2.4.5"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.diagnosed(["dovecot.continued-into-next-file"], .warning)
  }
}
