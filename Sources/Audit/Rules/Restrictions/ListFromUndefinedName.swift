internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `-o smtpd_client_restrictions=$mua_client_restrictions without that name in main.cf`
struct ListFromUndefinedName: Rule {
  let page = RulePage(
    code: "DT0210", title: "A list is empty because its name is not defined",
    problem: "A restriction list is written as a name of main.cf that main.cf does not define.",
    consequence: "The list is empty: what the name should have refused is accepted. Postfix says nothing at run time.",
    fix: "Define the name in main.cf, or write the list where the name stands.",
    exceptions: "None.",
    sources: ["run with Postfix 3.7.11 and 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      listener.stages.compactMap { stage in
        guard stage.value.isEmpty, let id = stage.value.decidedBy else { return nil }
        let written = server.server.graph[id].value.revealed(in: server.server.files)
        guard written.contains(ASCII.dollar) else { return nil }
        return server.finding(
          .warning, "\(stage.kind.rawValue) = \(written.text) is empty: main.cf does not define the name.", stage.value,
          at: listener)
      }
    }
  }
}
