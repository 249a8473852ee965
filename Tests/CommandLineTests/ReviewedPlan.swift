@testable import Planning

/// Plans of small changes in given states.
enum ReviewedPlan {
  static func verdict(_ letter: Character) -> Decision.Verdict {
    letter == "a" ? .accepted : letter == "r" ? .rejected : .undecided
  }

  static func letter(_ verdict: Decision.Verdict) -> Character { verdict.rawValue.first ?? "?" }

  static func plan(_ verdicts: [Decision.Verdict]) -> Plan {
    Plan(
      profiles: ["p"], created: "2026-11-24T08:30:00Z", assumptions: [], inputs: [],
      changes: verdicts.enumerated().map { change("change-\($0 + 1)", $1) }, remarks: [])
  }

  private static let edits = ["/etc/dovecot/a.conf", "/etc/dovecot/b.conf"].map {
    PlannedEdit(path: $0, line: 3, offset: 0, removed: Array("ssl = old\n".utf8), inserted: Array("ssl = new\n".utf8))
  }

  static func change(_ id: String, _ verdict: Decision.Verdict, _ edits: [PlannedEdit] = edits) -> PlannedChange {
    PlannedChange(
      id: id, profile: "p", title: "the \(id)", reason: "because", risk: .medium, weakens: [], affects: nil, needs: [],
      alternative: nil, verification: nil, expires: nil, notes: [], edits: edits, effects: [], listeners: [],
      diff: "--- a/etc/dovecot/a.conf\n+++ b/etc/dovecot/a.conf\n@@ -3 +3 @@\n-ssl = old\n+ssl = new\n",
      decision: Decision(verdict))
  }
}
