internal import SettingsGraph
internal import SourceText

/// `smtpd_use_tls = yes` with Postfix 3.9 or later
struct EndingParameter: Rule {
  let page = RulePage(
    code: "DT1001", title: "A parameter that a coming Postfix will not know",
    problem: "main.cf or master.cf sets a parameter about whose end Postfix itself warns.",
    consequence: "It still works. After an upgrade it may not, without an error at that time.",
    fix: "Write what the message names instead.", exceptions: "None.",
    sources: ["DEPRECATION_README", "postconf of the version in use"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.findings(ofDiagnostics: ["postfix.deprecated-parameter"], severity: .note)
  }
}
