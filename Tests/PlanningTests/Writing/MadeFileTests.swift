import Glibc
import OracleSupport
import ServerTree
import Testing

@testable import Planning

/// A file that a plan makes: what it gets, what it is refused for, and how it goes again.
@Suite("A file that a run makes")
struct MadeFileTests {
  private func name(_ path: String) -> String { String(path.dropFirst()) }

  @Test("has owner, permissions and ACL of the file it is made like, and not what was noted on that one")
  func metadata() throws {
    let fixture = try WritingFixture.five()
    try fixture.tree.setAttribute("user.comment", "mine", of: "etc/dovecot/conf.d/10-auth.conf")
    let run = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    let entries = try TreeSnapshot(fixture.tree).entries
    let made = try #require(entries[name(WritingFixture.made)])
    let model = try #require(entries["etc/dovecot/conf.d/10-auth.conf"])
    #expect(made.bytes == Array("new = value\n".utf8))
    #expect([made.mode, made.owner, made.group] == [model.mode, model.owner, model.group])
    #expect(made.attributes == model.attributes.filter { $0.key == "system.posix_acl_access" })
    #expect(run.files.first { $0.path == WritingFixture.made }?.backup == nil)
  }

  @Test("stands in the patch as one that comes from /dev/null, and in the plan as absent")
  func texts() throws {
    let fixture = try WritingFixture.five()
    let patch = try fixture.plan.acceptedTree(in: ServerTree(root: fixture.tree.path)).unifiedDiff
    let text = String(decoding: patch, as: UTF8.self)
    #expect(text.contains("--- /dev/null\n+++ b\(WritingFixture.made)\n@@ -0,0 +1 @@\n+new = value\n"), "\(text)")
    let plan = String(decoding: fixture.plan.fileContents, as: UTF8.self)
    #expect(
      plan.contains(
        "path = \"\(WritingFixture.made)\"\nsha256 = \"absent\"\nbytes = 0\nlike = \"/etc/dovecot/conf.d/10-auth.conf\"\n"
      ))
    #expect(try Plan(fileContents: fixture.plan.fileContents, path: "p") == fixture.plan)
  }

  @Test(
    "is never written over one that is there by now: a file, a directory, a link that leads nowhere",
    arguments: ["echo mine > \"$F\"", "mkdir \"$F\"", "ln -s /nowhere \"$F\""], [true, false])
  func appeared(command: String, beforeLooking: Bool) throws {
    let fixture = try WritingFixture.five()
    let somebody = Somebody(does: "F=99-dovetrail.conf; " + command, in: fixture.tree.path + "/etc/dovecot/conf.d")
    if beforeLooking { _ = somebody.act() }
    let check = DaemonCheck(planned: { _ in somebody.act() }, applied: { nil })
    do throws(WriterError) {
      _ = try Writer(root: fixture.tree.path).apply(fixture.plan, at: WritingFixture.time, check: check)
      Issue.record("not refused")
    } catch {
      #expect(error.kind == .refused && error.message.contains(WritingFixture.made), "\(error)")
    }
    var status = stat()
    #expect(unsafe lstat(fixture.tree.path + WritingFixture.made, &status) == 0)
    #expect(try fixture.tree.read("etc/postfix/master.cf").starts(with: [0xFF, 0] + Array("old".utf8)))
  }

  @Test("goes only into the directory that was planned for: not where that is gone, nor through a link")
  func directory() throws {
    let gone = try WritingFixture.five()
    let plan = gone.plan.making("/etc/dovecot/more.d/1.conf", like: "/etc/dovecot/dovecot.conf")
    #expect(throws: WriterError.self) { try gone.writer().apply(plan, at: WritingFixture.time) }
    try gone.tree.link("etc/dovecot/more.d", to: "conf.d")
    #expect(throws: WriterError.linkOnTheWay(path: "/etc/dovecot/more.d")) {
      try gone.writer().apply(plan, at: WritingFixture.time)
    }
    #expect(!exists(gone.tree.path + "/etc/dovecot/conf.d/1.conf"))
  }

  @Test(
    "is not taken back where somebody has written to it since, and nothing else is then",
    arguments: ["echo more >> 99-dovetrail.conf", "chmod 600 99-dovetrail.conf", "ln 99-dovetrail.conf x"])
  func undoOfChanged(command: String) throws {
    let fixture = try WritingFixture.five()
    let run = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    _ = Somebody(does: command, in: fixture.tree.path + "/etc/dovecot/conf.d").act()
    let before = try TreeSnapshot(fixture.tree)
    #expect(throws: WriterError.changedSince(paths: [WritingFixture.made], run: run.run, backups: [])) {
      try fixture.writer().undo()
    }
    #expect(try TreeSnapshot(fixture.tree) == before)
  }
}
