internal import Audit
internal import Planning
internal import SettingsGraph

/// `audit --fix-plan PLAN`: the fixes of the findings as changes of a plan, to be reviewed like any other.
struct FixPlan {
  /// The changes with the findings that each of them sets right.
  private var changes: [(fix: Fix, findings: [Finding])] = []

  init(_ result: AuditResult) {
    for finding in result.findings {
      guard let fix = finding.fix else { continue }
      if let known = changes.firstIndex(where: { $0.fix.changes == fix.changes }) {
        changes[known].findings.append(finding)
      } else if !changes.contains(where: { Self.contradict($0.fix, fix) }) {
        changes.append((fix, [finding]))
      }
    }
  }

  var profile: Profile {
    Profile(
      named: "audit-fixes", title: "What the audit found, set right",
      changes: changes.enumerated().compactMap { number, change in
        change.findings.first.map { Self.change(number + 1, change.fix, $0, change.findings) }
      })
  }

  private static let notSafe =
    "Not safe: it may turn away who is served today, or let in more than today. Look at the logs first."

  private static func change(_ number: Int, _ fix: Fix, _ first: Finding, _ findings: [Finding]) -> ProfileChange {
    var codes: [String] = []
    for finding in findings where !codes.contains(finding.code) { codes.append(finding.code) }
    return ProfileChange(
      id: "fix-\(number)-\(first.code.lowercased())",
      title: "\(codes.joined(separator: ", ")): \(RuleRegistry.rule(first.code)?.page.title ?? first.code)",
      reason: first.message, risk: fix.isSafe ? .none : .medium,
      affects: fix.isSafe ? nil : notSafe,
      verification: "dovetrail audit --only \(codes.joined(separator: ","))", wishes: fix.changes.map(wish))
  }

  private static func wish(_ change: Fix.Change) -> Wish {
    switch change {
    case .set(let daemon, let setting, let value, let service): .set(setting, of: daemon, to: value, service: service)
    case .addElement(let parameter, let element, let others): .add(element, to: parameter, before: others)
    case .removeElement(let parameter, let element): .remove(element, from: parameter)
    }
  }

  /// Two values for one setting: the graver finding's counts.
  private static func contradict(_ a: Fix, _ b: Fix) -> Bool {
    a.changes.contains { first in b.changes.contains { place(first) == place($0) && first != $0 } }
  }

  private static func place(_ change: Fix.Change) -> [String] {
    switch change {
    case .set(let daemon, let setting, _, let service): [daemon.rawValue, setting, service ?? ""]
    case .addElement(let parameter, let element, _), .removeElement(let parameter, let element): [parameter, element]
    }
  }
}
