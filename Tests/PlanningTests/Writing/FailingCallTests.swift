import Glibc
import OracleSupport
import Testing

@testable import Planning

/// The operating system refuses one call, or all from one on: a full disk, a read-only file system, lost permission.
@Suite("A call that fails")
struct FailingCallTests {
  @Test(
    "anywhere in an apply puts everything back, and says path, cause and next step with exit code 5",
    arguments: [EIO, ENOSPC, EROFS])
  func once(code: Int32) async throws {
    let faults = try await Faults()
    let calls = try await CrashTests.applyCalls(faults).count
    for call in 1...calls {
      let crash = try await Crash(faults, .error(code), at: call)
      #expect(crash.run.status == 5, "call \(call): \(crash.run.errorText)")
      let reason = unsafe String(cString: strerror(code))
      #expect(crash.run.errorText.hasPrefix("error: /"), "call \(call): \(crash.run.errorText)")
      #expect(crash.run.errorText.contains(reason), "call \(call): \(crash.run.errorText)")
      #expect(crash.run.errorText.contains("next:"), "call \(call): \(crash.run.errorText)")
      try crash.expectOld(call)
      try await crash.recover(.applyAgain, call)
    }
    print("error \(code) at each of \(calls) calls of an apply")
  }

  @Test("for want of permission puts everything back; what cannot be kept is refused with exit code 4")
  func permission() async throws {
    let faults = try await Faults()
    let calls = try await CrashTests.applyCalls(faults)
    for (index, name) in calls.enumerated() {
      let crash = try await Crash(faults, .error(EPERM), at: index + 1)
      let sets = ["fchown", "fchmod", "fsetxattr", "fremovexattr"].contains { name.hasPrefix($0) }
      #expect(crash.run.status == (sets ? 4 : 5), "\(name): \(crash.run.errorText)")
      try crash.expectOld(index + 1)
    }
  }

  @Test("because the disk is full, from any call on, puts everything back at once")
  func fullDisk() async throws {
    let faults = try await Faults()
    let calls = try await CrashTests.applyCalls(faults).count
    for call in 1...calls {
      let crash = try await Crash(faults, .error(ENOSPC, lasting: true), at: call)
      #expect(crash.run.status == 5, "call \(call): \(crash.run.errorText)")
      try crash.expectUnmixed(call)
      try await crash.recover(.undo, call)
    }
  }

  @Test(
    "for good, from any call on, is told, and made good when the file system can be written to again",
    arguments: [EROFS, EIO, EACCES])
  func lasting(code: Int32) async throws {
    let faults = try await Faults()
    let calls = try await CrashTests.applyCalls(faults).count
    for call in 1...calls {
      let crash = try await Crash(faults, .error(code, lasting: true), at: call)
      #expect(crash.run.status == 5 || crash.run.status == 4 && code == EACCES, "call \(call): \(crash.run.errorText)")
      try crash.expectWholeFiles()
      try await crash.recover(.undo, call)
    }
  }

  @Test("anywhere in an undo leaves all files new or all old, and the next undo succeeds", arguments: [EIO, ENOSPC])
  func duringUndo(code: Int32) async throws {
    let faults = try await Faults()
    var call = 0
    while true {
      call += 1
      let fixture = try WritingFixture.five()
      let old = try TreeSnapshot(fixture.tree)
      _ = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
      let new = try TreeSnapshot(fixture.tree)
      let run = try await faults.run(["undo"], in: fixture, .error(code), at: call)
      if run.isSuccess { break }
      #expect(run.status == 5, "call \(call): \(run.errorText)")
      let now = try TreeSnapshot(fixture.tree).withoutLeftovers
      #expect(now == new || now == old, "call \(call)")
      #expect(try await faults.run(["undo"], in: fixture).isSuccess)
      #expect(try TreeSnapshot(fixture.tree) == old, "call \(call)")
    }
    #expect(call > 40)
  }
}

extension TreeSnapshot {
  /// Without what a run keeps beside the files while it works.
  var withoutLeftovers: TreeSnapshot {
    var copy = self
    copy.entries = entries.filter { !$0.key.contains(".dovetrail-") }
    return copy
  }
}

extension Crash {
  /// All files old, or all new.
  func expectUnmixed(_ call: Int) throws {
    let now = try TreeSnapshot(fixture.tree).withoutLeftovers
    #expect(now == old || now.withoutTimes == new, "call \(call)")
  }
}
