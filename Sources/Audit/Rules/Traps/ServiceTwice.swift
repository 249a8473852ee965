internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `submission inet …` and, further down, `587 inet …`
struct ServiceTwice: Rule {
  let page = RulePage(
    code: "DT1213", title: "A service stands twice in master.cf",
    problem: "Two entries of master.cf are for one service: the same name, or a name and its port number.",
    consequence: "The master takes the later one, with none of the options of the earlier.",
    fix: "Keep one entry, with all options.", exceptions: "None.",
    sources: ["run with Postfix 3.7.11 and 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] { server.diagnosed(["postfix.duplicate-service"], .warning) }
}
