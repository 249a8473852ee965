internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `auth_failure_delay = 0`
struct GuessingNotSlowed: Rule {
  let page = RulePage(
    code: "DT0815", title: "Wrong passwords are answered at once",
    problem: "auth_failure_delay is 0.",
    consequence: "Strangers can try as many passwords as the line carries.",
    fix: "Remove the line: the default is 2 seconds.",
    exceptions: "None; programs of the machine itself do not fail.",
    sources: ["Dovecot documentation, auth_failure_delay"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let delay = server.dovecot("auth_failure_delay"), delay.isWritten,
      delay.text.prefix(while: \.isNumber).allSatisfy({ $0 == "0" }), delay.text.first?.isNumber == true
    else { return [] }
    return server.listeners.logins.filter { $0.daemon == .dovecot && !$0.exposure.is(.loopback) }.map {
      server.finding(
        .warning, "\(server.text(delay)) lets strangers try passwords without a pause.", delay, at: $0,
        fix: .set("auth_failure_delay", of: .dovecot, to: "2 secs", isSafe: true))
    }
  }
}
