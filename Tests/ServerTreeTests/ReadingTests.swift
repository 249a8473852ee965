internal import OracleSupport
internal import ServerTree
internal import SourceText
internal import Testing

@Suite struct ReadingTests {
  private static func error(_ tree: ServerTree, _ path: String) -> TreeError? {
    do throws(TreeError) {
      _ = try tree.read(TreePath(path))
      return nil
    } catch {
      return error
    }
  }

  @Test("what is missing, what is forbidden and what is no file are different answers")
  func reasons() async throws {
    let files = try TemporaryTree()
      .write("a", "text").write("private", "", mode: 0o600).write("locked/a", "").directory("locked", mode: 0o700)
      .directory("d").link("dangling", to: "gone").link("d/down", to: "/a/x")
    #expect(try await ProgramRun.of(["mkfifo", "pipe"], in: files.path).isSuccess)
    let tree = try ServerTree(root: files.path)
    asUnprivileged {
      #expect(Self.error(tree, "/a") == nil)
      #expect(Self.error(tree, "/gone") == .absent)
      #expect(Self.error(tree, "/gone/deeper") == .absent)
      #expect(Self.error(tree, "/dangling") == .absent)
      #expect(Self.error(tree, "/d") == .isDirectory)
      #expect(Self.error(tree, "/") == .isDirectory)
      #expect(Self.error(tree, "/a/b") == .notDirectory)
      #expect(Self.error(tree, "/a/") == .notDirectory)
      #expect(Self.error(tree, "/a/..") == .notDirectory)
      #expect(Self.error(tree, "/d/down") == .notDirectory)
      #expect(Self.error(tree, "/pipe") == .notRegularFile)
      #expect(Self.error(tree, "/" + String(repeating: "n", count: 300)) == .nameTooLong)
      #expect(Self.error(tree, "/" + String(repeating: "d/../", count: 2_000)) == .nameTooLong)
      #expect(Self.error(tree, "/a\u{0}b") == .absent)
    }
  }

  @Test("a file that this user may not read is forbidden, not absent")
  func forbidden() throws {
    let files = try TemporaryTree()
      .write("private", "", mode: 0o200).write("locked/a", "").directory("locked", mode: 0o200)
    let tree = try ServerTree(root: files.path)
    asUnprivileged {
      #expect(Self.error(tree, "/private") == .permissionDenied)
      #expect(Self.error(tree, "/locked/a") == .permissionDenied)
      #expect(Self.error(tree, "/locked/gone") == .permissionDenied)
      #expect(throws: TreeError.permissionDenied) { try tree.names(in: TreePath("/locked")) }
    }
  }

  @Test("a directory that may be searched but not listed is no obstacle to a known name")
  func searchable() throws {
    let files = try TemporaryTree().write("etc/main.cf", "x").directory("etc", mode: 0o311)
    let tree = try ServerTree(root: files.path)
    asUnprivileged {
      #expect(Self.error(tree, "/etc/main.cf") == nil)
    }
  }

  @Test("loops of links end, as Linux ends them", arguments: [["l": "l"], ["l": "m", "m": "/l"], ["l": "./d/../l"]])
  func loops(_ links: [String: String]) throws {
    let files = try TemporaryTree().directory("d")
    for (name, target) in links { try files.link(name, to: target) }
    let tree = try ServerTree(root: files.path)
    #expect(Self.error(tree, "/l") == .tooManyLinks)
    #expect(tree.exists(TreePath("/l")))
    #expect(!tree.exists(TreePath("/l/x")))
  }

  @Test("forty links in a row are followed, forty-one are not")
  func fortyLinks() throws {
    let files = try TemporaryTree().write("l0", "end")
    for link in 1...41 { try files.link("l\(link)", to: "l\(link - 1)") }
    let tree = try ServerTree(root: files.path)
    #expect(Self.error(tree, "/l40") == nil)
    #expect(Self.error(tree, "/l41") == .tooManyLinks)
  }

  @Test("links that double at each step end soon", .timeLimit(.minutes(1)))
  func linkBomb() throws {
    let files = try TemporaryTree().directory("l0")
    for link in 1...40 {
      try files.link("l\(link)", to: String(repeating: "l\(link - 1)/../", count: 60) + "l\(link - 1)")
    }
    let tree = try ServerTree(root: files.path)
    #expect(Self.error(tree, "/l40") != nil)
  }

  @Test("a file comes with its bytes, mode and resolved path, whatever its name")
  func bytes() throws {
    let content: [UInt8] = [0, 0xFF, 0x0D, 0x0A]
    let files = try TemporaryTree().write("etc/ö \n*.conf", content, mode: 0o640)
    let tree = try ServerTree(root: files.path)
    let file = try tree.read(TreePath("//etc/./ö \n*.conf"))
    #expect(file.bytes == content)
    #expect(file.status.mode == 0o640)
    #expect(file.status.size == 4)
    #expect(file.resolvedPath == TreePath("/etc/ö \n*.conf"))
    #expect(try tree.names(in: TreePath("/etc")) == [Array("ö \n*.conf".utf8)])
  }

  @Test("a link with a slash behind it is the directory that it leads to")
  func slashBehindLink() throws {
    let files = try TemporaryTree().directory("d").link("l", to: "d").link("gone", to: "nowhere")
    let tree = try ServerTree(root: files.path)
    #expect(tree.exists(TreePath("/l/")))
    #expect(tree.exists(TreePath("/gone")))
    #expect(!tree.exists(TreePath("/gone/")))
  }

  @Test("names come in byte order")
  func names() throws {
    let files = try TemporaryTree()
    for name in ["b", "a", "B", "10", "9", ".h", "ä"] { try files.write("d/\(name)", "") }
    let tree = try ServerTree(root: files.path)
    #expect(try tree.names(in: TreePath("/d")).map(\.text) == [".h", "10", "9", "B", "a", "b", "ä"])
  }

  @Test("more directories than are kept open are all read")
  func manyDirectories() throws {
    let files = try TemporaryTree()
    for number in 0..<300 { try files.write("d\(number)/deep/er/f", "\(number)") }
    let tree = try ServerTree(root: files.path)
    for number in (0..<300).reversed() {
      #expect(try tree.read(TreePath("/d\(number)/deep/er/f")).bytes.text == "\(number)")
    }
    #expect(tree.glob(TreePath("/d*/*/*/f")).matches.count == 300)
  }

  @Test("many tasks may read one tree at once")
  func concurrent() async throws {
    let files = try TemporaryTree()
    for number in 0..<200 { try files.write("d\(number)/deep/f", "\(number)") }
    let tree = try ServerTree(root: files.path)
    let wrong = await withTaskGroup(of: Int.self) { group in
      for task in 0..<8 {
        group.addTask {
          (0..<1_000).filter { step in
            let number = (step * 7 + task * 31) % 200
            return (try? tree.read(TreePath("/d\(number)/deep/f")))?.bytes.text != "\(number)"
          }.count
        }
      }
      return await group.reduce(0, +)
    }
    #expect(wrong == 0)
  }

  @Test("a root that is missing or no directory is refused")
  func noRoot() throws {
    let files = try TemporaryTree().write("file", "")
    #expect(throws: TreeError.absent) { try ServerTree(root: "\(files.path)/gone") }
    #expect(throws: TreeError.notDirectory) { try ServerTree(root: "\(files.path)/file") }
  }

  @Test("a tree in memory answers as one on disk does")
  func memory() throws {
    let files = try TemporaryTree()
      .write("etc/a.conf", "a").write("srv/b.conf", "b").link("etc/b.conf", to: "/srv/b.conf").link("etc/up", to: "..")
      .link("etc/gone", to: "x")
    let memory = ServerTree(
      files: [("/etc/a.conf", Array("a".utf8)), ("/srv/b.conf", Array("b".utf8))],
      links: [("/etc/b.conf", "/srv/b.conf"), ("/etc/up", ".."), ("/etc/gone", "x")])
    let disk = try ServerTree(root: files.path)
    for path in ["/etc/a.conf", "/etc/b.conf", "/etc/up/srv/b.conf", "/etc/gone", "/etc", "/etc/a.conf/x", "/x", "/"] {
      #expect(Self.error(memory, path) == Self.error(disk, path), "\(path)")
      #expect((try? memory.read(TreePath(path)))?.bytes == (try? disk.read(TreePath(path)))?.bytes, "\(path)")
      #expect((try? memory.read(TreePath(path)))?.resolvedPath == (try? disk.read(TreePath(path)))?.resolvedPath)
    }
    #expect(memory.glob(TreePath("/{etc,srv}/*")).matches == disk.glob(TreePath("/{etc,srv}/*")).matches)
    #expect(Self.error(ServerTree(files: [], unreadable: ["/etc/p"]), "/etc/p") == .permissionDenied)
  }
}
