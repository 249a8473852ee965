internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `#submission inet n - y - - smtpd` above a live `  -o smtpd_tls_security_level=encrypt`
struct OptionsOfCommentedService: Rule {
  let page = RulePage(
    code: "DT1208", title: "Options below a service that is commented out",
    problem: "A service of master.cf is a comment, and the options below it are not.",
    consequence:
      "They belong to the service above: port 25 then asks every server for TLS or a login, and mail is refused.",
    fix: "Comment the options out too, or remove the # in front of the service.", exceptions: "None.",
    sources: ["master(5)", "run with Postfix 3.7.11 and 3.10.13"])

  func findings(on server: AuditedServer) -> [Finding] { server.diagnosed(["postfix.stray-option"], .error) }
}
