internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `  -o smtpd_client_restrictions = permit_sasl_authenticated, reject`
struct ServiceDoesNotStart: Rule {
  let page = RulePage(
    code: "DT1210", title: "The options of a service are written so that its program refuses them",
    problem: "An option in master.cf has blanks in it, or is no assignment.",
    consequence:
      "The program ends with a fatal error each time the master starts it: the port is dead. postconf accepts the line.",
    fix: "Write -o name=value without blanks, or -o { name = value }.", exceptions: "None.",
    sources: ["master(5)", "run with Postfix 3.7.11, 3.10.13 and 3.11.7"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.diagnosed(["postfix.unexpected-argument", "postfix.option-syntax"], .error)
  }
}
