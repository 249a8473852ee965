import OracleSupport
import Testing

@testable import Planning

@Suite("The verbs apply and undo")
struct VerbTests {
  private static func run(_ words: [String], in fixture: WritingFixture) async throws -> ProgramRun {
    try await ProgramRun.of(["env", try Faults.program(), "--root", fixture.tree.path] + words)
  }

  @Test("answer in JSON with files, backups, links and commands")
  func json() async throws {
    let fixture = try WritingFixture.five()
    let applied = try await Self.run(["apply", try fixture.planFile(), "--format", "json"], in: fixture)
    #expect(applied.status == 0)
    for part in [
      "\"schema\": \"dovetrail/apply/1\"", "\"path\": \"/etc/postfix/shared.cf\"",
      "\"target\": \"/etc/postfix/shared.cf\"",
      "/.1.10-auth.conf.old\"", "\"command\": \"doveadm reload\"", "\"command\": \"postfix reload\"",
      "\"wasApplied\": false",
    ] {
      #expect(applied.outputText.contains(part), "\(part) in \(applied.outputText)")
    }
    let undone = try await Self.run(["undo", "--format", "json"], in: fixture)
    #expect(undone.status == 0)
    #expect(undone.outputText.contains("\"schema\": \"dovetrail/undo/1\""))
    let second = try await Self.run(["undo", "--format", "json"], in: fixture)
    #expect(second.status == 0)
    #expect(second.outputText.contains("\"run\": null"))
  }

  @Test("leave with 4 where the plan is stale, 2 where a run is unknown, 5 where the root is not there")
  func exitCodes() async throws {
    let fixture = try WritingFixture.five()
    let plan = try fixture.planFile()
    try fixture.tree.write("etc/dovecot/dovecot.conf", "other\n")
    let stale = try await Self.run(["apply", plan], in: fixture)
    #expect(stale.status == 4)
    #expect(stale.errorText.contains("/etc/dovecot/dovecot.conf"))
    #expect(try await Self.run(["undo", "0009-x"], in: fixture).status == 2)
    let program = try Faults.program()
    let missing = try await ProgramRun.of(["env", program, "apply", "--root", fixture.tree.path + "/no", plan])
    #expect(missing.status == 5)
    #expect(missing.errorText.contains("next:"))
  }

  @Test("refuse --check-with-daemon where the root is not the running system, and say so")
  func checkNeedsLiveSystem() async throws {
    let fixture = try WritingFixture.five()
    let before = try TreeSnapshot(fixture.tree)
    let run = try await Self.run(["apply", try fixture.planFile(), "--check-with-daemon"], in: fixture)
    #expect(run.status == 2)
    #expect(run.errorText.contains("--root /"))
    #expect(try TreeSnapshot(fixture.tree) == before)
  }

  @Test("say first what became of a run that was interrupted")
  func interrupted() async throws {
    let faults = try await Faults()
    let calls = try await CrashTests.applyCalls(faults)
    let exchange = try #require(calls.firstIndex { $0.hasPrefix("renameat2 ") })
    let crash = try await Crash(faults, .kill, at: exchange + 2)
    let undo = try await Self.run(["undo"], in: crash.fixture)
    #expect(undo.status == 0)
    #expect(undo.errorText.contains("had been interrupted; everything is as it was before it."), "\(undo.errorText)")
  }
}
