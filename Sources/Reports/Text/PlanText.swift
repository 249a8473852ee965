package import Planning
internal import SourceText

/// A plan for a reviewer: each change with its reason, its risk, its diff and what it does in effect.
package enum PlanText {
  package static func write(_ plan: Plan, to output: inout TextOutput) {
    output.line("Plan: \(plan.profiles.joined(separator: ", "))", .bold)
    for assumption in plan.assumptions { output.line("  assumes \(assumption.subject) \(assumption.statement)", .dim) }
    for (index, change) in plan.changes.enumerated() {
      output.line()
      write(change, number: index + 1, dependents: plan.dependents(of: change.id), to: &output)
    }
    for remark in plan.remarks { write(remark, to: &output) }
    output.line()
    output.line(summary(of: plan), .bold)
  }

  /// - Parameter dependents: the changes that are rejected with this one.
  package static func write(
    _ change: PlannedChange, number: Int, dependents: [String], to output: inout TextOutput
  ) {
    output.line("\(number). \(change.id): \(change.title)", .bold)
    output.paragraph(change.reason.replacing("\n", with: " "), indent: 3)
    let emphasis: TextStyle.Emphasis = change.risk >= .high ? .red : change.risk == .none ? .green : .yellow
    output.line("   risk: \(change.risk.rawValue)", emphasis)
    for weakened in change.weakens { output.paragraph("weakens: \(weakened)", indent: 3) }
    if let affects = change.affects { output.paragraph("affects: \(affects)", indent: 3) }
    if let alternative = change.alternative { output.paragraph("instead: \(alternative)", indent: 3) }
    if !change.needs.isEmpty { output.line("   needs: \(change.needs.joined(separator: ", "))") }
    if !dependents.isEmpty {
      output.paragraph("if rejected, these fall with it: \(dependents.joined(separator: ", "))", indent: 3)
    }
    for note in change.notes { output.paragraph("note: \(note)", indent: 3) }
    output.line()
    DiffText.write(change.diff, indent: 3, to: &output)
    output.line()
    output.line("   in effect:")
    for effect in change.effects { output.line("     \(sentence(effect))") }
    for effect in change.listeners { output.line("     \(sentence(effect))") }
    if let verification = change.verification { output.paragraph("to see it: \(verification)", indent: 3) }
    if let expires = change.expires { output.line("   until: \(expires)") }
    if change.decision.verdict != .undecided {
      output.line(
        "   \(change.decision.verdict.rawValue)" + (change.decision.note.isEmpty ? "" : ": \(change.decision.note)"),
        .cyan)
    }
  }

  /// `ssl: required → yes`, `smtpd_helo_restrictions (service submission/inet): (not set) → …`
  package static func sentence(_ effect: EffectiveChange) -> String {
    let scope = effect.scope.isEmpty ? "" : " (\(effect.scope))"
    func shown(_ value: String?) -> String {
      guard let value else { return "(not there)" }
      return value.isEmpty ? "(empty)" : value
    }
    return "\(effect.daemon) \(effect.name)\(scope): \(shown(effect.before)) → \(shown(effect.after))"
  }

  /// `port 110 (dovecot pop3-login): passwords without TLS: refused → accepted`
  private static func sentence(_ effect: ListenerEffect) -> String {
    "\(effect.listener): \(effect.fact): \(effect.before ?? "(not there)") → \(effect.after ?? "(not there)")"
  }

  private static func write(_ remark: Plan.Remark, to output: inout TextOutput) {
    output.line()
    switch remark.kind {
    case .alreadyHolds: output.line("\(remark.id): nothing to do", .green)
    case .doesNotApply: output.line("\(remark.id): does not apply", .dim)
    case .obstacle: output.line("\(remark.id): cannot be done", .red)
    case .conflict: output.line("\(remark.id): contradicts another change", .red)
    }
    output.paragraph(remark.text, indent: 3)
  }

  /// `3 changes, 1 undecided, 2 accepted, 0 rejected.`
  package static func writeSummary(of plan: Plan, to output: inout TextOutput) {
    output.line(summary(of: plan), .bold)
  }

  private static func summary(of plan: Plan) -> String {
    let count = plan.changes.count
    guard count > 0 else { return "No change is needed." }
    let undecided = plan.changes(with: .undecided).count
    return "\(count) change\(count == 1 ? "" : "s"), \(undecided) undecided, "
      + "\(plan.changes(with: .accepted).count) accepted, \(plan.changes(with: .rejected).count) rejected."
  }
}

/// A unified diff in colours.
package enum DiffText {
  package static func write(_ diff: String, indent: Int, to output: inout TextOutput) {
    let margin = String(repeating: " ", count: indent)
    for line in diff.split(separator: "\n", omittingEmptySubsequences: false) {
      if line.isEmpty { continue }
      output.line(margin + String(line), emphasis(of: line))
    }
  }

  private static func emphasis(of line: Substring) -> TextStyle.Emphasis? {
    if line.hasPrefix("+++") || line.hasPrefix("---") { return .bold }
    switch line.first {
    case "+": return .green
    case "-": return .red
    case "@": return .cyan
    default: return nil
    }
  }
}
