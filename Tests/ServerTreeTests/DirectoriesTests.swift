import OracleSupport
import ServerTree
import Testing

@Suite("Directories on the way to a file")
struct DirectoriesTests {
  /// `mail` is in the group 113, and no owner of anything.
  private func tree() throws -> TemporaryTree {
    let tree = try TemporaryTree()
    try tree.write("etc/passwd", "root:x:0:0::/:\nmail:x:105:113::/:\nwheel:x:106:114::/:\n")
    try tree.write("etc/group", "mail:x:113:\nroot:x:0:wheel\n")
    try tree.write("open/closed/file", "").directory("open/closed", mode: 0o710).link("short", to: "/open/closed")
    return tree
  }

  @Test("a directory tells its mode, links followed; a tree in memory has none")
  func status() throws {
    let files = try tree()
    let tree = try ServerTree(root: files.path)
    #expect(tree.directoryStatus(of: TreePath("/open/closed"))?.mode == 0o710)
    #expect(tree.directoryStatus(of: TreePath("/short"))?.mode == 0o710)
    #expect(tree.directoryStatus(of: TreePath("/"))?.mode == 0o755)
    #expect(tree.directoryStatus(of: TreePath("/open/closed/file")) == nil)
    let memory = ServerTree(files: [("/a/b", [])])
    #expect(memory.directoryStatus(of: TreePath("/a")) == nil && !memory.keepsRights)
  }

  @Test("the first directory that keeps an account out is told, by owner, group and others")
  func obstacle() throws {
    let files = try tree()
    let tree = try ServerTree(root: files.path)
    guard tree.keepsRights else { return }
    let file = TreePath("/open/closed/file")
    let mail = try #require(Account(named: "mail", in: tree))
    #expect(tree.obstacle(onTheWayTo: file, for: mail)?.directory == TreePath("/open/closed"))
    #expect(tree.obstacle(onTheWayTo: file, for: .anybody)?.directory == TreePath("/open/closed"))
    #expect(tree.obstacle(onTheWayTo: file, for: try #require(Account(named: "wheel", in: tree))) == nil)
    #expect(tree.obstacle(onTheWayTo: file, for: try #require(Account(named: "root", in: tree))) == nil)
    #expect(tree.obstacle(onTheWayTo: TreePath("/open/closed"), for: mail) == nil)
    #expect(tree.obstacle(onTheWayTo: file, below: file, for: mail) == nil)
    #expect(Account(named: "nobody", in: tree) == nil)
  }

  @Test("a copy that somebody made for himself alone says nothing of the server's rights")
  func privateCopy() async throws {
    let files = try tree()
    #expect(try await ProgramRun.of(["chmod", "700", files.path]).status == 0)
    let tree = try ServerTree(root: files.path)
    #expect(!tree.keepsRights)
    #expect(tree.obstacle(onTheWayTo: TreePath("/open/closed/file"), for: .anybody) == nil)
  }
}
