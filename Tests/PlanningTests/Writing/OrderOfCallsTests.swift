import Glibc
import OracleSupport
import ServerTree
import Testing

@testable import Planning

/// What a crash of the whole machine asks for: each thing is on the disk before the next one rests on it.
@Suite("The order of the writer's calls")
struct OrderOfCallsTests {
  @Test("a file and its directory are synced before it is put in place, and the directory again afterwards")
  func fileBeforeRename() async throws {
    let calls = try await CrashTests.applyCalls(try await Faults())
    let exchanges = calls.indices.filter { calls[$0].hasPrefix("renameat2 ") }
    #expect(exchanges.count == 5)
    let firstExchange = try #require(exchanges.first)
    for exchange in exchanges {
      let target = calls[exchange].dropFirst("renameat2 ".count)
      let slash = try #require(target.lastIndex(of: "/"))
      let directory = target[..<slash]
      let temporary = "\(directory)/.\(target[target.index(after: slash)...]).dovetrail-"
      let written = try #require(calls.lastIndex { $0.hasPrefix("write \(temporary)") })
      let synced = try #require(calls.firstIndex { $0.hasPrefix("fsync \(temporary)") })
      #expect(written < synced && synced < firstExchange)
      #expect(calls[synced...firstExchange].contains("fsync \(directory)"))
      #expect(calls[exchange + 1] == "fsync \(directory)")
    }
  }

  @Test("every line of the journal is synced at once, and nothing in the tree is touched before the first one")
  func journalFirst() async throws {
    let calls = try await CrashTests.applyCalls(try await Faults())
    let lines = calls.indices.filter { calls[$0].hasPrefix("write ") && calls[$0].hasSuffix("/journal") }
    #expect(lines.count == 4)
    for line in lines { #expect(calls[line + 1].hasPrefix("fsync ") && calls[line + 1].hasSuffix("/journal")) }
    let first = try #require(lines.first)
    let touched = try #require(calls.firstIndex { $0.contains("/etc/") })
    #expect(touched > first + 1)
    let backups = calls.indices.filter { calls[$0].hasSuffix(".old") }
    #expect(backups.allSatisfy { $0 < first })
  }

  @Test("no call that changes something escapes the count: strace sees as many")
  func countIsComplete() async throws {
    let faults = try await Faults()
    let calls = try await CrashTests.applyCalls(faults)
    let fixture = try WritingFixture.five()
    let traced = [
      "open", "openat", "creat", "openat2", "write", "writev", "pwrite64", "pwritev", "copy_file_range", "sendfile",
      "fallocate", "fsync", "fdatasync", "sync_file_range", "ftruncate", "truncate", "mkdir", "mkdirat", "rename",
      "renameat", "renameat2", "link", "linkat", "symlink", "symlinkat", "unlink", "unlinkat", "rmdir", "chmod",
      "fchmod",
      "fchmodat", "chown", "fchown", "fchownat", "utimensat", "setxattr", "fsetxattr", "removexattr", "fremovexattr",
      "io_uring_setup",
    ]
    let run = try await ProgramRun.of(
      ["strace", "-f", "-qq", "-e", "signal=none", "-e", "trace=" + traced.joined(separator: ","), faults.program] + [
        "--root", fixture.tree.path, "apply", try fixture.planFile(),
      ])
    try #require(run.isSuccess, "strace is needed: \(run.errorText.prefix(300))")
    let seen = run.errorText.split(separator: "\n").filter { line in
      let isReading = line.contains("open") && !line.contains("O_CREAT")
      return line.contains("(") && !isReading && !line.contains("write(1, ") && !line.contains("write(2, ")
    }
    #expect(seen.count == calls.count, "\(seen.joined(separator: "\n"))")
  }
}

@Suite("What an apply writes")
struct AppliedBytesTests {
  @Test("is byte for byte what `patch -p1` and `git apply` make of the same plan's patch")
  func patches() async throws {
    let applied = try WritingFixture.five()
    let patch = try applied.plan.acceptedTree(in: ServerTree(root: applied.tree.path)).unifiedDiff
    _ = try applied.writer().apply(applied.plan, at: WritingFixture.time)
    let wanted = try TreeSnapshot(applied.tree).entries.mapValues(\.bytes)
    for command in [["patch", "-p1", "--no-backup-if-mismatch"], ["git", "apply", "-p1", "-"]] {
      let patched = try WritingFixture.five()
      let run = try await ProgramRun.of(command, input: patch, in: patched.tree.path)
      #expect(run.isSuccess, "\(command): \(run.errorText)")
      #expect(!run.outputText.contains("offset"))
      #expect(try TreeSnapshot(patched.tree).entries.mapValues(\.bytes) == wanted, "\(command)")
    }
  }

  @Test("is there once, however many apply at the same time")
  func manyAtOnce() async throws {
    let program = try Faults.program()
    for _ in 1...5 {
      let fixture = try WritingFixture.five()
      let plan = try fixture.planFile()
      let runs = try await withThrowingTaskGroup(of: ProgramRun.self) { group in
        for _ in 1...4 {
          group.addTask { try await ProgramRun.of(["env", program, "--root", fixture.tree.path, "apply", plan]) }
        }
        return try await group.reduce(into: [ProgramRun]()) { $0.append($1) }
      }
      #expect(runs.filter { $0.outputText.hasPrefix("Written by") }.count == 1)
      for run in runs where !run.isSuccess {
        #expect(run.status == 4)
        #expect(run.errorText.contains("Another dovetrail is writing"), "\(run.errorText)")
      }
      let wanted = try WritingFixture.five()
      _ = try wanted.writer().apply(wanted.plan, at: WritingFixture.time)
      #expect(try TreeSnapshot(fixture.tree).withoutTimes == TreeSnapshot(wanted.tree).withoutTimes)
    }
  }
}
