import OracleSupport
import Testing

@testable import Planning

/// Somebody else writes in the very moment between the last look and the exchange.
@Suite("Somebody who writes at the last moment")
struct OutsiderTests {
  @Test(
    "to a file that is replaced next loses nothing: the apply is refused, and all else is as it was",
    arguments: [
      "echo outsider >> \"$F\"", "{ cp -p \"$F\" \"$F.x\" || :; } && echo outsider >> \"$F.x\" && mv \"$F.x\" \"$F\"",
    ])
  func beforeExchange(command: String) async throws {
    let faults = try await Faults()
    let calls = try await CrashTests.applyCalls(faults)
    let exchanges = calls.indices.filter { calls[$0].hasPrefix("renameat2 ") }
    #expect(exchanges.count == 5)
    for exchange in exchanges {
      let fixture = try WritingFixture.five()
      let before = try TreeSnapshot(fixture.tree).withoutTimes
      let target = try #require(calls[exchange].firstRange(of: "/etc/"))
      let name = "etc/" + calls[exchange][target.upperBound...]
      let run = try await faults.run(
        ["apply", try fixture.planFile()], in: fixture, .run("F='\(fixture.tree.path)/\(name)'; \(command)"),
        at: exchange + 1)
      #expect(run.status == 4, "\(name): \(run.errorText)")
      let what = "/" + name == WritingFixture.made ? "was not there" : "was changed by somebody else just now."
      #expect(run.errorText.contains("/\(name) \(what)"), "\(run.errorText)")
      let now = try TreeSnapshot(fixture.tree).withoutTimes
      #expect(now.entries[name]?.bytes == (before.entries[name]?.bytes ?? []) + Array("outsider\n".utf8))
      #expect(now.entries.filter { $0.key != name } == before.entries.filter { $0.key != name }, "\(name)")
    }
  }

  @Test("to a file of a run that crashed stops the recovery, which says where the old contents are")
  func afterCrash() async throws {
    let faults = try await Faults()
    let calls = try await CrashTests.applyCalls(faults)
    let exchange = try #require(calls.lastIndex { $0.hasPrefix("renameat2 ") })
    let crash = try await Crash(faults, .kill, at: exchange + 1)
    let tree = crash.fixture.tree
    try tree.write("etc/dovecot/dovecot.conf", "somebody's own\n")
    let before = try TreeSnapshot(tree)
    let undo = try await faults.run(["undo"], in: crash.fixture)
    #expect(undo.status == 4)
    #expect(undo.errorText.contains("/etc/dovecot/dovecot.conf"))
    #expect(undo.errorText.contains(".dovecot.conf.old"))
    #expect(try TreeSnapshot(tree) == before)
    // Once the old contents are back by hand, the recovery goes on.
    try tree.write("etc/dovecot/dovecot.conf", try #require(crash.old.entries["etc/dovecot/dovecot.conf"]).bytes)
    #expect(try await faults.run(["undo"], in: crash.fixture).isSuccess)
    #expect(try TreeSnapshot(tree).withoutTimes == crash.old.withoutTimes)
  }
}
