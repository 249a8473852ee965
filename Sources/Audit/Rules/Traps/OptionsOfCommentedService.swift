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

  /// One finding for a commented service: its line first, then the options.
  func findings(on server: AuditedServer) -> [Finding] {
    var order: [Finding.Place] = []
    var options: [Finding.Place: Finding] = [:]
    for finding in server.diagnosed(["postfix.stray-option"], .error) {
      guard let option = finding.places.first, let service = finding.places.last else { continue }
      if options[service] == nil { order.append(service) }
      let known = options[service]?.places ?? [service]
      options[service] = Finding(.error, finding.message, at: known + [option])
    }
    return order.compactMap { options[$0] }
  }
}
