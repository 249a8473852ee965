internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `  -o smtp_sasl_password_maps=static:user:secret` in master.cf
struct SecretOnCommandLine: Rule {
  let page = RulePage(
    code: "DT0907", title: "A password stands on a command line",
    problem: "An option of a service in master.cf holds a password.",
    consequence: "The master passes options to the program as its arguments, and ps shows them to every user.",
    fix: "Name a table in the option, and write the password into that table.", exceptions: "None.",
    sources: ["master(5)", "SASL_README, Client SASL password file"])

  func findings(on server: AuditedServer) -> [Finding] {
    let graph = server.server.graph
    return graph.assignments.compactMap { assignment in
      guard case .serviceOption(let span, _) = assignment.origin, assignment.value.isSecret else { return nil }
      let name = graph.name(of: assignment.setting)
      let service = graph[assignment.scope].condition?.name ?? "a service"
      return Finding(
        .warning, "The option \(name) of \(service) holds a password, which every user sees in the list of processes.",
        at: [Finding.Place(name, at: span)])
    }
  }
}
