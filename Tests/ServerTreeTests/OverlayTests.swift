internal import OracleSupport
internal import ServerTree
internal import SourceText
internal import Testing

@Suite struct OverlayTests {
  private static func overlaid(_ tree: ServerTree, _ path: String) -> ServerTree {
    tree.overlaying([TreePath(path): Array("planned".utf8)])
  }

  private static func text(_ tree: ServerTree, _ path: String) throws(TreeError) -> String {
    try tree.read(TreePath(path)).bytes.text
  }

  @Test("a planned file stands in place of the one on disk, with its mode, and the disk is as before")
  func inPlace() throws {
    let files = try TemporaryTree().write("etc/a", "old", mode: 0o640)
    let tree = try ServerTree(root: files.path)
    let planned = Self.overlaid(tree, "/etc/a")
    #expect(try Self.text(planned, "/etc/a") == "planned")
    #expect(try planned.read(TreePath("/etc/a")).status.mode == 0o640)
    #expect(try planned.read(TreePath("/etc/a")).status.size == 7)
    #expect(try Self.text(tree, "/etc/a") == "old")
    #expect(try files.read("etc/a") == Array("old".utf8))
  }

  @Test("an edit through one name of a file is seen through every other")
  func links() throws {
    let files = try TemporaryTree().write("srv/a", "old").link("etc/a", to: "/srv/a").link("conf", to: "srv")
    let planned = Self.overlaid(try ServerTree(root: files.path), "/etc/a")
    for path in ["/etc/a", "/srv/a", "/conf/a", "/conf/../srv/./a"] {
      #expect(try Self.text(planned, path) == "planned", "\(path)")
    }
  }

  @Test("a new file is read, listed, matched and found through a linked directory")
  func newFile() throws {
    let files = try TemporaryTree().write("srv/a.conf", "").link("etc", to: "srv")
    for path in ["/srv/b.conf", "/etc/b.conf", "/etc/../srv/./b.conf"] {
      let planned = Self.overlaid(try ServerTree(root: files.path), path)
      #expect(try Self.text(planned, "/etc/b.conf") == "planned", "\(path)")
      #expect(try Self.text(planned, "/srv/b.conf") == "planned", "\(path)")
      #expect(try planned.names(in: TreePath("/etc")).map(\.text) == ["a.conf", "b.conf"])
      #expect(planned.glob(TreePath("/etc/*.conf")).matches.map(\.description) == ["/etc/a.conf", "/etc/b.conf"])
      #expect(planned.exists(TreePath("/srv/b.conf")))
    }
  }

  @Test("a file that may not be read can still be planned over")
  func unreadable() throws {
    let tree = ServerTree(files: [], unreadable: ["/etc/a"])
    #expect(try Self.text(Self.overlaid(tree, "/etc/a"), "/etc/a") == "planned")
  }

  @Test("a digest is the SHA-256 of the bytes")
  func digest() {
    #expect(
      Digest(of: Array("abc".utf8)).description == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
  }
}
