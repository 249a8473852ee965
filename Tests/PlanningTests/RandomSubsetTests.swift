import MailServer
import OracleSupport
import ServerTree
import Testing

@testable import Planning

/// Some changes accepted, the others rejected, at random: what is written is what each accepted change, planned alone
/// and applied before the next one, would have come to.
@Suite("Random decisions about the shipped profiles")
struct RandomSubsetTests {
  struct Server: Sendable, CustomTestStringConvertible {
    let sample: String
    let root: DebianRoot
    /// How often it is tried; a large configuration takes its time.
    let cases: Int
    var testDescription: String { sample }
  }

  static let servers = [
    Server(sample: "windows-live-mail-2012", root: .bookworm, cases: 3),
    Server(sample: "debian-12-stock", root: .bookworm, cases: 1),
    Server(sample: "dovecot-2.4", root: .trixie, cases: 3),
  ]

  /// One to three profiles, each with a grade that it has.
  private static func requests(_ random: inout SplitMix64) throws -> [ProfileRequest] {
    let profiles = try BuiltInProfiles.all().shuffled(using: &random).prefix(Int.random(in: 1...3, using: &random))
    return try profiles.map { profile in
      let grade = (1...max(1, profile.grades.count)).randomElement(using: &random)
      let assignments = profile.parameters.contains { $0.name == "networks" } ? ["networks=192.0.2.0/24"] : []
      return try ProfileRequest.requests(
        for: [profile], grade: profile.grades.isEmpty ? nil : grade, assignments: assignments)[0]
    }
  }

  private static func decided(_ plan: Plan, _ random: inout SplitMix64) throws -> Plan {
    var plan = plan
    let rejected = plan.changes.map(\.id).filter { _ in Int.random(in: 0..<3, using: &random) == 0 }
    let accepted = plan.changes.map(\.id).filter { !rejected.contains($0) }
    try plan.decide(ReviewRequest(accept: accepted, reject: [], note: "", reviewer: "", time: ""))
    try plan.decide(ReviewRequest(accept: [], reject: rejected, note: "", reviewer: "", time: ""))
    return plan
  }

  /// The tree after each change was planned by itself and applied.
  private static func sequential(_ changes: [PlannedChange], _ server: MailServer, _ style: EditStyle) throws
    -> [TreePath: [UInt8]]
  {
    var current = server
    var contents: [TreePath: [UInt8]] = [:]
    for change in changes {
      let alone = ProfileChange(
        id: change.id, title: "", reason: "", risk: .none, weakens: [], affects: nil, needs: [], alternative: nil,
        verification: nil, grades: [], condition: nil, expires: nil, wishes: change.wishes)
      var draft = PlanDraft(current, style)
      draft.begin("p")
      draft.take(alone, missing: [])
      // What an earlier change has made true already is no change any more.
      guard !draft.all.entries.isEmpty else { continue }
      contents.merge(draft.all.server.contents) { _, new in new }
      current = server.rereading(with: contents)
    }
    return contents
  }

  @Test(
    "equal the changes applied one by one; patch, git and apply agree; the daemons take the result", arguments: servers)
  func subsets(_ server: Server) async throws {
    let seed = propertySeed(0x5EED_0006, "random decisions on \(server.sample)")
    var random = SplitMix64(seed: seed)
    let folder = "\(packageFolder)/Samples/\(server.sample)"
    let before = MailServer(reading: try ServerTree(root: folder))
    var count = 0
    for number in 1...propertyCount(server.cases) {
      let style: EditStyle = Bool.random(using: &random) ? .inPlace : .dropIn
      let requests = try Self.requests(&random)
      let plan = try Self.decided(
        Planner(server: before, style: style).plan(requests, created: "2026-11-24T08:30:00Z"), &random)
      let accepted = plan.changes(with: .accepted)
      guard !accepted.isEmpty else { continue }
      let what = "seed \(seed), case \(number): \(requests.map(\.profile.name)) \(style): \(accepted.map(\.id))"
      let tree = try plan.acceptedTree(in: before.tree)
      #expect(try Self.sequential(accepted, before, style) == tree.contents, "\(what)")
      if number == 1 { try await expectAgreement(of: plan, folder, server.root, what) }
      count += accepted.count
    }
    #expect(count > 0)
    print("\(count) changes accepted on \(server.sample)")
  }

  /// `apply`, `patch -p1` and `git apply` give the same bytes, and the daemons' own tools read them.
  private func expectAgreement(of plan: Plan, _ folder: String, _ root: DebianRoot, _ what: String) async throws {
    let applied = try await TemporaryTree().copy(folder)
    let state = try TemporaryTree()
    _ = try Writer(root: applied.path, state: state.path + "/state").apply(
      plan, at: "2026-11-24T08:30:00Z")
    let patch = try plan.acceptedTree(in: try ServerTree(root: folder)).unifiedDiff
    for command in [["patch", "-p1", "--no-backup-if-mismatch"], ["git", "apply", "-p1", "-"]] {
      let patched = try await TemporaryTree().copy(folder)
      let run = try await ProgramRun.of(command, input: patch, in: patched.path)
      #expect(run.isSuccess, "\(what): \(command): \(run.errorText)")
      let difference = try await ProgramRun.of(["diff", "-r", patched.path, applied.path])
      #expect(difference.outputText.isEmpty, "\(what): \(command): \(difference.outputText)")
    }
    guard root.isAvailable() else { return }
    let hasPostfix = exists(applied.path + "/etc/postfix/main.cf")
    let script = "doveconf -n >/dev/null" + (hasPostfix ? " && postconf -n >/dev/null && postfix check" : "")
    let run = try await root.run(["sh", "-c", script], tree: applied.path)
    #expect(run.isSuccess, "\(what): \(run.errorText)")
    #expect(!run.errorText.contains("fatal"), "\(what): \(run.errorText)")
  }
}
