package import Audit
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `error DT0501: …` and below it where, for whom, and what to do; a finding for each cause.
package enum AuditText {
  package static func write(_ result: AuditResult, on server: AuditedServer, to output: inout TextOutput) {
    for configuration in server.server.configurations {
      output.line("# \(configuration.daemon) \(configuration.version.explanation)", .dim)
    }
    let places = FindingPlaces(server: server)
    for finding in result.findings { write(finding, places, to: &output) }
    output.line(summary(result))
  }

  private static func write(_ finding: Finding, _ places: FindingPlaces, to output: inout TextOutput) {
    let emphasis: TextStyle.Emphasis =
      switch finding.severity {
      case .error: .red
      case .warning: .yellow
      case .note: .cyan
      }
    output.raw(Array(output.style.styled("\(finding.severity.rawValue) \(finding.code):", emphasis).utf8))
    output.line(" \(finding.message)")
    for place in finding.places { output.line("  at \(places.text(place)) (\(place.subject))", .dim) }
    if !finding.listeners.isEmpty { output.line("  for \(finding.listeners.joined(separator: ", "))") }
    if let fix = finding.fix {
      let label = fix.isSafe ? "safe fix" : "fix, after a look at who is served today"
      output.line("  \(label): \(FindingPlaces.changes(fix).joined(separator: "; "))")
    } else if let page = RuleRegistry.rule(finding.code)?.page {
      output.paragraph(page.fix, indent: 2)
    }
  }

  private static func summary(_ result: AuditResult) -> String {
    func counted(_ severity: Finding.Severity) -> String {
      let count = result.count(of: severity)
      return "\(count) \(severity.rawValue)\(count == 1 ? "" : "s")"
    }
    var parts = [counted(.error), counted(.warning), counted(.note)]
    if result.ignoredCount > 0 { parts.append("\(result.ignoredCount) silenced by comments") }
    if result.knownCount > 0 { parts.append("\(result.knownCount) known from the baseline") }
    let help = result.findings.isEmpty ? "" : " `dovetrail rules CODE` explains a finding."
    return parts.joined(separator: ", ") + "." + help
  }
}

/// What `dovetrail rules` prints: one line a rule, or one rule's page.
package enum RulePageText {
  package static func list(to output: inout TextOutput) {
    for rule in RuleRegistry.all { output.line("\(rule.page.code)  \(rule.page.title)") }
  }

  package static func write(_ page: RulePage, to output: inout TextOutput) {
    output.line("\(page.code)  \(page.title)", .bold)
    let parts = [
      ("What is wrong", page.problem), ("What it leads to", page.consequence), ("What to do", page.fix),
      ("When it is right nevertheless", page.exceptions),
    ]
    for (heading, text) in parts {
      output.line()
      output.line(heading, .bold)
      output.paragraph(text, indent: 2)
    }
    output.line()
    output.line("Sources", .bold)
    for source in page.sources { output.line("  \(source)") }
  }
}
