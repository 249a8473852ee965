import Glibc
import OracleSupport
import Testing

@testable import Planning

/// File systems of their own, mounted for one command: really full, and really read-only.
@Suite("A file system that cannot be written to")
struct RealFileSystemTests {
  @Test(
    "ends an apply with exit code 5 and leaves everything as it was",
    arguments: [
      ("size=64k", "dd if=/dev/zero of=\"$1/fill\" bs=1k 2>/dev/null || true", "No space left on device"),
      ("size=1m", "mount -o remount,ro \"$1\"", "Read-only file system"),
    ])
  func mounted(options: String, spoil: String, reason: String) async throws {
    let fixture = try WritingFixture.five()
    let mountPoint = try TemporaryTree()
    let script = """
      mount -t tmpfs -o \(options) dovetrail "$1"
      cp -R --preserve=mode,ownership,timestamps,links "$2/." "$1"
      cp -R --preserve=mode,ownership,timestamps,links "$2/." "$4"
      \(spoil)
      status=0
      "$3" --root "$1" apply "$5" || status=$?
      diff -r --no-dereference "$1/etc" "$4/etc" && echo same
      echo $status
      """
    let copy = try TemporaryTree()
    let run = try await ProgramRun.of(
      (geteuid() == 0 ? [] : ["sudo", "-n"]) + [
        "unshare", "--mount", "--propagation", "private", "sh", "-euc", script, "sh", mountPoint.path,
        fixture.tree.path, try Faults.program(), copy.path, try fixture.planFile(),
      ])
    #expect(run.outputText == "same\n5\n", "\(run.errorText)")
    #expect(run.errorText.contains(reason))
    #expect(run.errorText.contains("next:"))
  }
}
