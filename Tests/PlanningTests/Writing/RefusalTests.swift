import Glibc
import OracleSupport
import ServerTree
import Synchronization
import Testing

@testable import Planning

@Suite("What the writer refuses")
struct RefusalTests {
  /// Expects a refusal that leaves the tree as it was.
  private func expectRefusal(
    of fixture: WritingFixture, check: DaemonCheck? = nil, _ isExpected: (WriterError) -> Bool,
    sourceLocation: SourceLocation = #_sourceLocation
  ) throws {
    let before = try TreeSnapshot(fixture.tree)
    do throws(WriterError) {
      _ = try Writer(root: fixture.tree.path).apply(fixture.plan, at: WritingFixture.time, check: check)
      Issue.record("not refused", sourceLocation: sourceLocation)
    } catch {
      #expect(isExpected(error), "\(error)", sourceLocation: sourceLocation)
      #expect(!error.message.isEmpty && !error.nextStep.isEmpty, sourceLocation: sourceLocation)
    }
    #expect(try TreeSnapshot(fixture.tree) == before, sourceLocation: sourceLocation)
    #expect(try Writer(root: fixture.tree.path).undo().run == nil, sourceLocation: sourceLocation)
  }

  @Test("a plan of which one input has changed, though it is not written")
  func stale() throws {
    var fixture = try WritingFixture.five()
    try fixture.tree.write("etc/dovecot/read.conf", "read = 1\n")
    fixture.plan = fixture.plan.reading(
      Plan.Input(path: "/etc/dovecot/read.conf", sha256: Digest(of: Array("read = 2\n".utf8)).description, byteCount: 9)
    )
    try expectRefusal(of: fixture) { $0 == .plan(.stale(["/etc/dovecot/read.conf"])) }
  }

  @Test("a plan with nothing accepted")
  func nothingAccepted() throws {
    var fixture = try WritingFixture.five()
    fixture.plan.changes[0].decision = .undecided
    try expectRefusal(of: fixture) { $0 == .plan(.nothingAccepted(undecided: ["all"], rejected: [])) }
  }

  @Test("a file with several hard links")
  func hardLink() throws {
    let fixture = try WritingFixture.five()
    let path = fixture.tree.path + "/etc/dovecot/dovecot.conf"
    #expect(unsafe link(path, path + ".link") == 0)
    try expectRefusal(of: fixture) { $0 == .hardLinked(path: "/etc/dovecot/dovecot.conf", count: 2) }
  }

  @Test("two paths that lead to one file")
  func oneFileTwice() throws {
    var fixture = try WritingFixture.five()
    try fixture.tree.link("etc/alias", to: "dovecot")
    let edit = fixture.plan.changes[0].edits[0]
    fixture.plan.changes[0] = WritingFixture.change(
      "all",
      fixture.plan.changes[0].edits + [
        PlannedEdit(
          path: "/etc/alias/dovecot.conf", line: 1, offset: edit.offset, removed: edit.removed, inserted: [])
      ])
    try expectRefusal(of: fixture) { $0 == .writtenTwice(path: "/etc/dovecot/dovecot.conf") }
  }

  @Test("a directory that has become a symbolic link behind the back of the run", arguments: ["/etc/postfix", "/etc"])
  func directoryBecomesLink(directory: String) throws {
    let fixture = try WritingFixture.five()
    let real = fixture.tree.path + directory
    #expect(unsafe rename(real, real + ".moved") == 0)
    #expect(unsafe symlink(real + ".moved", real) == 0)
    let root = try WritableRoot(fixture.tree.path)
    #expect(throws: WriterError.linkOnTheWay(path: directory)) {
      try root.parent(of: TreePath("/etc/postfix/master.cf"))
    }
  }

  @Test("a link that leads outside the root: the same path inside is meant, as for the daemon in its chroot")
  func linkOutside() throws {
    var fixture = try WritingFixture.five()
    let outside = try TemporaryTree()
    try outside.write("secret.cf", "x = old\n")
    try fixture.tree.link("etc/postfix/outside.cf", to: outside.path + "/secret.cf")
    let edit = PlannedEdit(
      path: "/etc/postfix/outside.cf", line: 1, offset: 4, removed: Array("old".utf8), inserted: Array("new".utf8))
    fixture.plan.changes[0] = WritingFixture.change("all", [edit])
    try expectRefusal(of: fixture) { $0 == .plan(.stale(["/etc/postfix/outside.cf"])) }
    #expect(try outside.read("secret.cf") == Array("x = old\n".utf8))
  }

  @Test(
    "a file that somebody changes between the look and the write",
    arguments: [
      "echo more >> dovecot.conf", "sed -i s/old/odd/ dovecot.conf", "chmod 600 dovecot.conf",
      "cp -p dovecot.conf x; mv x dovecot.conf", "rm dovecot.conf; ln -s x dovecot.conf", "rm dovecot.conf",
      "touch dovecot.conf", "ln dovecot.conf x", "mkdir x; mv dovecot.conf x/; mkdir dovecot.conf",
    ])
  func changedMeanwhile(command: String) async throws {
    let fixture = try WritingFixture.five()
    let somebody = Somebody(does: command, in: fixture.tree.path + "/etc/dovecot")
    // The check comes after the files were looked at, and before the first one is written.
    let check = DaemonCheck(planned: { _ in somebody.act() }, applied: { nil })
    do throws(WriterError) {
      _ = try Writer(root: fixture.tree.path).apply(fixture.plan, at: WritingFixture.time, check: check)
      Issue.record("not refused")
    } catch {
      #expect(error.kind == .refused, "\(error)")
    }
    let now = try TreeSnapshot(fixture.tree)
    #expect(now.entries["etc/postfix/master.cf"]?.bytes.contains(UInt8(ascii: "w")) == false)
    #expect(now.entries.keys.allSatisfy { !$0.contains(".dovetrail-") })
    #expect(!exists(fixture.tree.path + "/var/lib/dovetrail/runs/0001-20261124T083000Z"))
  }

  @Test("an attribute that is a signature of the old contents is no attribute to carry over")
  func signature() {
    #expect(ExtendedAttribute(name: Array("security.ima".utf8), value: []).isSignature)
    #expect(!ExtendedAttribute(name: Array("security.selinux".utf8), value: []).isSignature)
  }

  @Test("a state directory that others may write to")
  func unsafeState() throws {
    let fixture = try WritingFixture.five()
    try fixture.tree.directory("var/lib/dovetrail", mode: 0o777)
    #expect(throws: WriterError.unsafeState(path: "/var/lib/dovetrail")) {
      try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    }
  }

  @Test("to work while another one holds the lock")
  func busy() throws {
    let fixture = try WritingFixture.five()
    _ = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    let store = try fixture.writer().makeStore()
    #expect(throws: WriterError.busy(lock: "/var/lib/dovetrail/lock")) {
      try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    }
    #expect(throws: WriterError.busy(lock: "/var/lib/dovetrail/lock")) { try fixture.writer().undo() }
    withExtendedLifetime(store) {}
  }

  @Test("planned files that the daemon refuses")
  func refusedBefore() throws {
    let fixture = try WritingFixture.five()
    let check = DaemonCheck(planned: { "\($0.files.count) bad files" }, applied: { nil })
    try expectRefusal(of: fixture, check: check) { $0 == .refusedByDaemon(complaint: "5 bad files", applied: false) }
  }

  @Test("written files that the daemon refuses are taken back")
  func refusedAfter() throws {
    let fixture = try WritingFixture.five()
    let path = fixture.tree.path + "/etc/dovecot/dovecot.conf"
    let check = DaemonCheck(
      planned: { _ in nil },
      applied: { (try? readFile(path)).map { String(decoding: $0.prefix(32), as: UTF8.self) } })
    try expectRefusal(of: fixture, check: check) {
      $0 == .refusedByDaemon(complaint: "protocols = imap\nssl = new value", applied: true)
    }
  }

  @Test(
    "to undo where a file was changed since: it says which, and restores none",
    arguments: [
      "echo more >> dovecot.conf", "chmod 600 dovecot.conf", "rm dovecot.conf", "ln dovecot.conf x",
    ])
  func undoOfChanged(command: String) throws {
    let fixture = try WritingFixture.five()
    let run = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    _ = Somebody(does: command, in: fixture.tree.path + "/etc/dovecot").act()
    let before = try TreeSnapshot(fixture.tree)
    #expect(
      throws: WriterError.changedSince(
        paths: ["/etc/dovecot/dovecot.conf"], run: run.run, backups: [try #require(run.files[2].backup)])
    ) { try fixture.writer().undo() }
    #expect(try TreeSnapshot(fixture.tree) == before)
  }

  @Test("to undo from a backup that is not what it was")
  func damagedBackup() throws {
    let fixture = try WritingFixture.five()
    let run = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    let before = try TreeSnapshot(fixture.tree)
    let backup = try #require(run.files[3].backup)
    try writeFile(fixture.tree.path + backup, Array("forged\n".utf8))
    #expect(
      throws: WriterError.damagedRun(path: backup, reason: "it does not hold the old contents")
    ) { try fixture.writer().undo() }
    #expect(try TreeSnapshot(fixture.tree) == before)
  }
}

extension Plan {
  fileprivate func reading(_ input: Input) -> Plan {
    Plan(
      profiles: profiles, created: created, assumptions: assumptions, inputs: inputs + [input], changes: changes,
      remarks: remarks)
  }
}

/// Another program that writes at the same moment, once.
final class Somebody: Sendable {
  private let command: String
  private let directory: String
  private let hasActed = Mutex(false)

  init(does command: String, in directory: String) {
    self.command = command
    self.directory = directory
  }

  func act() -> String? {
    let isFirst = hasActed.withLock { acted in
      defer { acted = true }
      return !acted
    }
    guard isFirst else { return nil }
    let status = unsafe system("cd '\(directory)' && { \(command); }")
    return status == 0 ? nil : "the other program failed"
  }
}
