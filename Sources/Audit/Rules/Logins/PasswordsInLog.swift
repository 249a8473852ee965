internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `auth_debug_passwords = yes, auth_verbose_passwords = plain`
struct PasswordsInLog: Rule {
  let page = RulePage(
    code: "DT0801", title: "Passwords are written into the log",
    problem: "Dovecot logs the passwords of failed logins, or of all.",
    consequence:
      "Everybody who reads the log, or a backup of it, has the accounts: a wrong password often is the right one of another service.",
    fix: "auth_debug_passwords = no and auth_verbose_passwords = no; sha1:6 is enough to tell one guess from many.",
    exceptions: "While you look for a fault.",
    sources: ["Dovecot documentation, auth_verbose_passwords"])

  func findings(on server: AuditedServer) -> [Finding] {
    var findings: [Finding] = []
    if let debug = server.dovecot("auth_debug_passwords"), debug.isYes {
      findings.append(finding(.warning, debug, server))
    }
    if let verbose = server.dovecot("auth_verbose_passwords") {
      let kind = verbose.text.prefix { $0 != ":" }
      if ["plain", "yes"].contains(kind) { findings.append(finding(.warning, verbose, server)) }
      // Without a length the digest can be looked up, for a password that somebody else has too.
      if kind == "sha1", !verbose.text.contains(":") { findings.append(finding(.note, verbose, server)) }
    }
    return findings
  }

  private func finding(_ severity: Finding.Severity, _ value: EffectiveValue, _ server: AuditedServer) -> Finding {
    server.finding(
      severity, "\(server.text(value)) writes passwords into the log.", value,
      fix: .set(value.name, of: .dovecot, to: "no", isSafe: true))
  }
}
