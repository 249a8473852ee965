internal import SourceText

/// What an audit found, the gravest first.
package struct AuditResult: Sendable {
  package let findings: [Finding]
  /// How many findings a comment, and how many the baseline silenced.
  package let ignoredCount: Int
  package let knownCount: Int

  /// - Parameters:
  ///   - codes: the rules to ask; empty for all.
  ///   - baseline: findings that are known and not told again.
  package init(of server: AuditedServer, only codes: Set<String> = [], baseline: Baseline? = nil) {
    let rules = RuleRegistry.all.filter { codes.isEmpty || codes.contains($0.page.code) }
    let all = rules.flatMap { rule in
      rule.findings(on: server).map { finding in
        var finding = finding
        finding.code = rule.page.code
        return finding
      }
    }.grouped()
    let told = all.compactMap { $0.without(server.ignoreComments) }
    let new = told.filter { finding in !(baseline?.knows(finding, on: server) ?? false) }
    findings = new.sorted { a, b in (b.severity, a.code) < (a.severity, b.code) }
    ignoredCount = all.count - told.count
    knownCount = told.count - new.count
  }

  package func count(of severity: Finding.Severity) -> Int { findings.count { $0.severity == severity } }

  package func hasFindings(from severity: Finding.Severity) -> Bool { findings.contains { $0.severity >= severity } }
}

extension Finding {
  /// Without the places that a comment silences; nil where its cause is one of them, or no other line is left.
  fileprivate func without(_ comments: [IgnoreComment]) -> Finding? {
    guard !comments.isEmpty else { return self }
    var rest = self
    rest.places = places.filter { place in !comments.contains { $0.silences(place, of: code) } }
    let isLeft = rest.places.first == places.first && (places == rest.places || rest.places.contains { $0.span != nil })
    return isLeft ? rest : nil
  }
}
