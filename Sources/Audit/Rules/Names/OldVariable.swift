internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `mail_path = ~/Maildir/%u`, `mail_plugins = $mail_plugins quota` with Dovecot 2.4
struct OldVariable: Rule {
  let page = RulePage(
    code: "DT1011", title: "A variable of Dovecot 2.3 in a file for 2.4",
    problem: "A value holds %u, %d, $mail_plugins or another variable in the writing of 2.3.",
    consequence:
      "2.4 takes the letters as they are and says nothing: all users share a directory with the name %u, or a plugin called $mail_plugins is looked for.",
    fix: "Write %{user}, %{user | domain} and so on; add to a list with a block.",
    exceptions: "A value in which the letters are meant.",
    sources: ["run with Dovecot 2.4.1", "doc.dovecot.org, Variables"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.diagnosed(["dovecot.old-variable", "dovecot.old-reference"], .warning)
  }
}
