internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `mail_version = 3.9` in main.cf
struct ReadOnlyParameter: Rule {
  let page = RulePage(
    code: "DT1218", title: "A parameter that only Postfix itself sets",
    problem: "main.cf or master.cf sets a parameter that programs fill in by themselves.",
    consequence: "The line has no effect.", fix: "Remove the line.", exceptions: "None.",
    sources: ["postconf: read-only parameter assignment"])

  func findings(on server: AuditedServer) -> [Finding] { server.diagnosed(["postfix.read-only-parameter"], .note) }
}
