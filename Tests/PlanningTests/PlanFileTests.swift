import ServerTree
import Testing

@testable import Planning

@Suite("Plans as files")
struct PlanFileTests {
  static func plan(_ edits: [PlannedEdit], decision: Decision = .undecided, inputs: [Plan.Input] = []) -> Plan {
    Plan(
      profiles: ["p"], created: "2026-11-24T08:30:00Z",
      assumptions: [.init(subject: "dovecot", statement: "2.3.19")], inputs: inputs,
      changes: [
        PlannedChange(
          id: "one", profile: "p", title: "\"quoted\" \\ title", reason: "line\nbreak", risk: .medium,
          weakens: ["a", "b"], affects: "all", needs: [], alternative: nil, verification: "see", expires: "2027-06-30",
          notes: ["n"], edits: edits,
          effects: [EffectiveChange(daemon: "dovecot", name: "ssl", scope: "", before: nil, after: "yes")],
          listeners: [ListenerEffect(listener: "port 110", fact: "open", before: nil, after: "yes")],
          diff: "--- a\n+++ b\n@@ -1 +1 @@\n-'''\n+\u{1}\n", decision: decision)
      ],
      remarks: [.init(id: "two", kind: .alreadyHolds, text: "it does")])
  }

  @Test("a plan that is written and read again is the same plan, whatever bytes it edits")
  func roundTrip() throws {
    let edits = [
      PlannedEdit(path: "/etc/x", line: 3, offset: 17, removed: Array("a\tb\"\\\n".utf8), inserted: []),
      PlannedEdit(path: "/etc/y", line: 1, offset: 0, removed: [0xFF, 0, 0x80], inserted: Array("ü".utf8)),
    ]
    let decision = Decision(.accepted, note: "why \"not\"", reviewer: "root", time: "2026-11-24T09:00:00Z")
    let plan = Self.plan(edits, decision: decision, inputs: [.init(path: "/etc/x", sha256: "00", byteCount: 3)])
    #expect(try Plan(fileContents: plan.fileContents, path: "p.toml") == plan)
  }

  @Test("decisions are kept with note, reviewer and time, and unknown ids are refused")
  func decisions() throws {
    var plan = Self.plan([])
    func request(accept: [String] = [], reject: [String] = []) -> ReviewRequest {
      ReviewRequest(accept: accept, reject: reject, note: "n", reviewer: "r", time: "t")
    }
    #expect(throws: PlanError.unknownChange(id: "nine", known: ["one"])) { try plan.decide(request(accept: ["nine"])) }
    #expect(throws: PlanError.contradictoryDecision(id: "one")) {
      try plan.decide(request(accept: ["one"], reject: ["one"]))
    }
    #expect(plan.changes[0].decision == .undecided)
    try plan.decide(request(accept: ["all"]))
    #expect(plan.changes[0].decision == Decision(.accepted, note: "n", reviewer: "r", time: "t"))
    try plan.decide(request(reject: ["one"]))
    #expect(plan.changes(with: .rejected).map(\.id) == ["one"])
  }
}

@Suite("The accepted changes of a plan")
struct PlannedTreeTests {
  private let tree = ServerTree(files: [("/etc/x", Array("one\ntwo\nthree\n".utf8))])
  private let edit = PlannedEdit(
    path: "/etc/x", line: 2, offset: 4, removed: Array("two".utf8), inserted: Array("2".utf8))

  private var input: Plan.Input {
    get throws {
      let file = try tree.read(TreePath("/etc/x"))
      return .init(path: "/etc/x", sha256: Digest(of: file.bytes).description, byteCount: file.bytes.count)
    }
  }

  @Test("they become one diff relative to the root")
  func diff() throws {
    let plan = PlanFileTests.plan([edit], decision: Decision(.accepted), inputs: [try input])
    let diff = try plan.acceptedTree(in: tree).unifiedDiff
    #expect(
      String(decoding: diff, as: UTF8.self)
        == "--- a/etc/x\n+++ b/etc/x\n@@ -1,3 +1,3 @@\n one\n-two\n+2\n three\n")
  }

  @Test("nothing accepted is refused, with the ids that wait")
  func nothingAccepted() throws {
    let plan = PlanFileTests.plan([edit], inputs: [try input])
    #expect(throws: PlanError.nothingAccepted(undecided: ["one"], rejected: [])) { try plan.acceptedTree(in: tree) }
  }

  @Test("a file that changed since makes the plan stale, edited or only read")
  func stale() throws {
    let plan = PlanFileTests.plan([edit], decision: Decision(.accepted), inputs: [try input])
    let changed = tree.overlaying([TreePath("/etc/x"): Array("one\ntwo\nfour\n".utf8)])
    #expect(throws: PlanError.stale(["/etc/x"])) { try plan.acceptedTree(in: changed) }
    #expect(throws: PlanError.stale(["/etc/x (No such file or directory)"])) {
      try plan.acceptedTree(in: ServerTree(files: []))
    }
  }

  @Test("an edit that was altered in the plan file is refused")
  func altered() throws {
    let wrong = PlannedEdit(path: "/etc/x", line: 2, offset: 3, removed: Array("two".utf8), inserted: [])
    let beyond = PlannedEdit(path: "/etc/x", line: 2, offset: Int.max, removed: Array("two".utf8), inserted: [])
    for edit in [wrong, beyond] {
      let plan = PlanFileTests.plan([edit], decision: Decision(.accepted), inputs: [try input])
      #expect(throws: PlanError.altered(changeID: "one", path: "/etc/x")) { try plan.acceptedTree(in: tree) }
    }
  }
}
