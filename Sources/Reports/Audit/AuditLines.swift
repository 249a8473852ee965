package import Audit
internal import SourceText

/// `/etc/postfix/main.cf:12:1: error: … [DT0501]`, as compilers write; editors jump to it.
package enum AuditGCC {
  package static func write(_ result: AuditResult, on server: AuditedServer, to output: inout TextOutput) {
    let places = FindingPlaces(server: server)
    for finding in result.findings {
      let listeners = finding.listeners.isEmpty ? "" : " (\(finding.listeners.joined(separator: ", ")))"
      let text = "\(finding.severity.rawValue): \(finding.message)\(listeners) [\(finding.code)]"
      output.line("\(prefix(finding.places.first, places)): \(text)")
      for place in finding.places.dropFirst() where place.span != nil {
        output.line("\(prefix(place, places)): note: \(place.subject) belongs to it [\(finding.code)]")
      }
    }
  }

  private static func prefix(_ place: Finding.Place?, _ places: FindingPlaces) -> String {
    guard let place, let path = places.path(place) else { return "dovetrail" }
    return places.position(place).map { "\(path):\($0.line):\($0.column)" } ?? path
  }
}

/// `## Errors` and a list below it, for an issue or a wiki.
package enum AuditMarkdown {
  package static func write(_ result: AuditResult, on server: AuditedServer, to output: inout TextOutput) {
    let places = FindingPlaces(server: server)
    output.line("# Audit")
    if result.findings.isEmpty { output.line("\nNothing was found.") }
    for (severity, heading) in [(Finding.Severity.error, "Errors"), (.warning, "Warnings"), (.note, "Notes")] {
      let findings = result.findings.filter { $0.severity == severity }
      guard !findings.isEmpty else { continue }
      output.line("\n## \(heading)\n")
      for finding in findings { write(finding, places, to: &output) }
    }
  }

  private static func write(_ finding: Finding, _ places: FindingPlaces, to output: inout TextOutput) {
    output.line("- **\(finding.code)** \(escaped(finding.message))")
    for place in finding.places { output.line("  - at `\(code(places.text(place)))` (\(escaped(place.subject)))") }
    if !finding.listeners.isEmpty { output.line("  - for \(escaped(finding.listeners.joined(separator: ", ")))") }
    if let page = RuleRegistry.rule(finding.code)?.page { output.line("  - \(escaped(page.fix))") }
  }

  /// A backslash before what Markdown would take for itself.
  static func escaped(_ text: String) -> String {
    var result = ""
    for character in text {
      if "\\`*_{}[]<>#|!".contains(character) { result.append("\\") }
      result.append(character.isNewline ? " " : character)
    }
    return result
  }

  private static func code(_ text: String) -> String { text.replacing("`", with: "'") }
}
