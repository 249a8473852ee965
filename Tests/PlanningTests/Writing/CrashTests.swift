import Glibc
import OracleSupport
import Testing

@testable import Planning

/// The program is killed at every single call by which it changes a file system.
///
/// Between two such calls nothing changes, so these are all the moments at which a crash can make a difference.
@Suite("A crash")
struct CrashTests {
  /// What is done after the crash, and what the tree must be then.
  enum Recovery: CaseIterable, Sendable { case undo, applyAgain }

  @Test(
    "at any call of an apply leaves each file old or new, and the next command makes all of them so",
    arguments: [Faults.Kind.kill, .tear], Recovery.allCases)
  func duringApply(kind: Faults.Kind, recovery: Recovery) async throws {
    let faults = try await Faults()
    let calls = try await Self.applyCalls(faults)
    #expect(calls.count > 80)
    for call in 1...calls.count where kind.concerns(calls[call - 1]) {
      let crash = try await Crash(faults, kind, at: call)
      #expect(crash.run.status == 137)
      try crash.expectWholeFiles()
      try await crash.recover(recovery, call)
    }
    print("\(kind.testDescription) at each of \(calls.count) calls of an apply")
  }

  @Test("does no more harm on a file system that cannot exchange two files", arguments: Recovery.allCases)
  func withoutExchange(recovery: Recovery) async throws {
    let faults = try await Faults()
    let calls = try await Self.applyCalls(faults, ["FAULT_NOEXCHANGE=1"])
    let first = try #require(calls.firstIndex { $0.hasPrefix("renameat2 ") })
    for call in first...calls.count {
      let crash = try await Crash(faults, .kill, at: call, variables: ["FAULT_NOEXCHANGE=1"])
      #expect(crash.run.status == 137)
      try crash.expectWholeFiles()
      try await crash.recover(recovery, call)
    }
  }

  @Test("at any call of an undo is made good by the next undo", arguments: [Faults.Kind.kill, .tear])
  func duringUndo(kind: Faults.Kind) async throws {
    let faults = try await Faults()
    var call = 0
    while true {
      call += 1
      let fixture = try WritingFixture.five()
      let old = try TreeSnapshot(fixture.tree)
      _ = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
      let run = try await faults.run(["undo"], in: fixture, kind, at: call)
      if run.status != 137 { break }
      let again = try await faults.run(["undo"], in: fixture)
      #expect(again.isSuccess, "call \(call): \(again.errorText)")
      #expect(try TreeSnapshot(fixture.tree) == old, "call \(call)")
      #expect(try await faults.run(["undo"], in: fixture).outputText == "There is nothing to undo.\n")
    }
    #expect(call > 40)
    print("killed at each of \(call - 1) calls of an undo")
  }

  @Test("during the recovery from a crash is recovered from as well")
  func duringRecovery() async throws {
    let faults = try await Faults()
    let calls = try await Self.applyCalls(faults)
    let exchanges = calls.indices.filter { calls[$0].hasPrefix("renameat2 ") }
    // In the middle of the exchanges; just behind them; while tidying up.
    for first in [exchanges[2] + 1, exchanges[4] + 4, calls.count - 3] {
      var call = 0
      while true {
        call += 1
        let crash = try await Crash(faults, .kill, at: first)
        let second = try await faults.run(["undo"], in: crash.fixture, .kill, at: call)
        if second.status != 137 { break }
        try await crash.recover(.undo, call)
      }
      #expect(call > 5)
    }
  }

  /// The calls of an apply of five files.
  static func applyCalls(_ faults: Faults, _ variables: [String] = []) async throws -> [Substring] {
    let fixture = try WritingFixture.five()
    return try await faults.trace(["apply", try fixture.planFile()], in: fixture, variables: variables)
  }
}

/// A tree with five files after an apply that did not come to its end.
struct Crash {
  let fixture: WritingFixture
  let run: ProgramRun
  private let faults: Faults
  private let plan: String
  let old: TreeSnapshot
  let new: TreeSnapshot

  init(_ faults: Faults, _ kind: Faults.Kind, at call: Int, variables: [String] = []) async throws {
    self.faults = faults
    let finished = try WritingFixture.five()
    _ = try finished.writer().apply(finished.plan, at: WritingFixture.time)
    new = try TreeSnapshot(finished.tree).withoutTimes
    fixture = try WritingFixture.five()
    old = try TreeSnapshot(fixture.tree)
    plan = try fixture.planFile()
    run = try await faults.run(["apply", plan], in: fixture, kind, at: call, variables: variables)
  }

  /// Every file is one of the two, whole and with its metadata, whatever lies beside it.
  func expectWholeFiles() throws {
    let now = try TreeSnapshot(fixture.tree).withoutTimes
    for (name, entry) in old.withoutTimes.entries {
      #expect(now.entries[name] == entry || now.entries[name] == new.entries[name], "\(name)")
    }
    let made = String(WritingFixture.made.dropFirst())
    #expect(now.entries[made] == nil || now.entries[made] == new.entries[made])
  }

  /// Nothing but the old tree, times included.
  func expectOld(_ call: Int) throws {
    let now = try TreeSnapshot(fixture.tree)
    #expect(now == old, "call \(call)")
  }

  func recover(_ recovery: CrashTests.Recovery, _ call: Int) async throws {
    switch recovery {
    case .undo:
      let undo = try await faults.run(["undo"], in: fixture)
      #expect(undo.isSuccess, "call \(call): \(undo.errorText)")
      try expectOld(call)
      #expect(try await faults.run(["undo"], in: fixture).outputText == "There is nothing to undo.\n")
    case .applyAgain:
      let apply = try await faults.run(["apply", plan], in: fixture)
      #expect(apply.isSuccess, "call \(call): \(apply.errorText)")
      #expect(try TreeSnapshot(fixture.tree).withoutTimes == new, "call \(call)")
      #expect(try await faults.run(["undo"], in: fixture).isSuccess)
      try expectOld(call)
    }
  }
}
