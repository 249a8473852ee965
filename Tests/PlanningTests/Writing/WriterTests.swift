import Glibc
import OracleSupport
import ServerTree
import Testing

@testable import Planning

@Suite("The writer")
struct WriterTests {
  @Test("an apply writes what the plan says and keeps owner, permissions, ACL and attributes of every file")
  func applyKeepsMetadata() throws {
    let fixture = try WritingFixture.five()
    let before = try TreeSnapshot(fixture.tree)
    let planned = try fixture.plan.acceptedTree(in: ServerTree(root: fixture.tree.path))
    let run = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    let after = try TreeSnapshot(fixture.tree).withoutTimes
    #expect(run.files.count == 5)
    #expect(run.run == "0001-20261124T083000Z")
    var wanted = before.withoutTimes
    for file in planned.files {
      let name = String(file.path.description.dropFirst())
      let entry = try #require(wanted.entries[file.like.map { String($0.description.dropFirst()) } ?? name])
      wanted.entries[name] = TreeSnapshot.Entry(
        bytes: file.after, mode: entry.mode, owner: entry.owner, group: entry.group, attributes: entry.attributes,
        modified: [])
    }
    #expect(after == wanted)
    for name in ["10-auth.conf", "99-dovetrail.conf"] {
      #expect(after.entries["etc/dovecot/conf.d/\(name)"]?.attributes["system.posix_acl_access"] != nil)
    }
    #expect(after.entries["etc/postfix/master.cf"]?.attributes["user.comment"] == Array("kept".utf8))
  }

  @Test("a symbolic link stays one; its target is written, and that is reported")
  func symbolicLink() throws {
    let fixture = try WritingFixture.five()
    let run = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    #expect(run.links == [.init(path: "/etc/postfix/main.cf", target: "/etc/postfix/shared.cf")])
    var status = stat()
    #expect(unsafe lstat(fixture.tree.path + "/etc/postfix/main.cf", &status) == 0)
    #expect(status.st_mode & S_IFMT == S_IFLNK)
    #expect(try fixture.tree.read("etc/postfix/shared.cf") == Array("# no end of line\nmyhostname = new value".utf8))
  }

  @Test("undo restores bytes, metadata and times; the second one says there is nothing")
  func undoRestores() throws {
    let fixture = try WritingFixture.five()
    let before = try TreeSnapshot(fixture.tree)
    let run = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    #expect(try TreeSnapshot(fixture.tree) != before)
    let undone = try fixture.writer().undo()
    #expect(undone.run == run.run)
    #expect(undone.paths.count == 5)
    #expect(undone.plan == fixture.plan)
    #expect(try TreeSnapshot(fixture.tree) == before)
    let second = try fixture.writer().undo()
    #expect(second.run == nil)
    #expect(second.earlier.isEmpty)
  }

  @Test("undo in a tree where nothing was ever written says there is nothing, and writes nothing")
  func undoOfNothing() throws {
    let fixture = try WritingFixture.five()
    #expect(try fixture.writer().undo().run == nil)
    #expect(!exists(fixture.tree.path + "/var"))
  }

  @Test("a plan that is applied again is found in place")
  func applyTwice() throws {
    let fixture = try WritingFixture.five()
    let first = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    let second = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    #expect(!first.wasApplied)
    #expect(second.wasApplied)
    #expect(second.run == first.run)
  }

  @Test("after a second run, undo takes back the second; the first can be undone by its name")
  func undoByName() throws {
    let fixture = try WritingFixture.five()
    let before = try TreeSnapshot(fixture.tree)
    let first = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    try fixture.tree.write("etc/dovecot/more.conf", "x = old\n")
    let more = try WritingFixture.plan(for: ["/etc/dovecot/more.conf"], in: fixture.tree)
    let second = try fixture.writer().apply(more, at: WritingFixture.time)
    #expect(second.run == "0002-20261124T083000Z")
    let undone = try fixture.writer().undo()
    #expect(undone.run == second.run)
    #expect(undone.earlier == [first.run])
    #expect(try fixture.writer().undo().run == nil)
    #expect(try fixture.writer().undo(first.run).run == first.run)
    #expect(throws: WriterError.noSuchRun(name: "x", known: [first.run, second.run])) {
      try fixture.writer().undo("x")
    }
    var wanted = before
    wanted.entries["etc/dovecot/more.conf"] = try TreeSnapshot(fixture.tree).entries["etc/dovecot/more.conf"]
    #expect(try TreeSnapshot(fixture.tree) == wanted)
  }

  @Test("backups and temporary files have names that no include matches")
  func namesOutsideIncludes() throws {
    let fixture = try WritingFixture.five()
    let run = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    let patterns = ["*", "*.conf", "*.*", "?*", "[!a]*", "*.old", "*dovetrail*"].map { GlobPattern(Array($0.utf8)) }
    let journal = try Journal(openingIn: fixture.runDirectory(run.run))
    #expect(journal.files.count == 5)
    for file in journal.files {
      for name in [file.temporary, file.backup] {
        #expect(!patterns.contains { $0.matches(name) }, "\(name)")
        #expect(!name.suffix(5).elementsEqual(".conf".utf8))
        #expect(name.count <= 255)
      }
    }
  }

  @Test("the state directory is for its owner alone")
  func stateIsPrivate() throws {
    let fixture = try WritingFixture.five()
    let run = try fixture.writer().apply(fixture.plan, at: WritingFixture.time)
    let state = fixture.tree.path + "/var/lib/dovetrail"
    for path in [state, state + "/runs", state + "/runs/" + run.run] {
      var status = stat()
      #expect(unsafe stat(path, &status) == 0)
      #expect(status.st_mode & 0o777 == 0o700, "\(path)")
    }
    let backups = run.files.compactMap(\.backup)
    #expect(backups.count == 4)
    for backup in backups { #expect(exists(fixture.tree.path + backup)) }
  }

  @Test("the state can be kept in a directory of this machine")
  func stateElsewhere() throws {
    let fixture = try WritingFixture.five()
    let elsewhere = try TemporaryTree()
    let before = try TreeSnapshot(fixture.tree)
    let writer = try Writer(root: fixture.tree.path, state: elsewhere.path + "/deep/state")
    let run = try writer.apply(fixture.plan, at: WritingFixture.time)
    #expect(!exists(fixture.tree.path + "/var"))
    #expect(run.files.compactMap(\.backup).allSatisfy { $0.hasPrefix(elsewhere.path) && exists($0) })
    #expect(try writer.undo().run == run.run)
    #expect(try TreeSnapshot(fixture.tree) == before)
  }
}

extension WritingFixture {
  func runDirectory(_ name: String) throws -> OpenFile {
    try OpenFile.root(tree.path + "/var/lib/dovetrail/runs/" + name)
  }
}

func exists(_ path: String) -> Bool { unsafe access(path, F_OK) == 0 }
