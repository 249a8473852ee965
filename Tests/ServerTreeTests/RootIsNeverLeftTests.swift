internal import OracleSupport
internal import ServerTree
internal import SourceText
internal import Testing

/// A root with a secret beside it, and every way out of it that a tree can try.
@Suite struct RootIsNeverLeftTests {
  private static func fixture() throws -> (files: TemporaryTree, tree: ServerTree) {
    let files = try TemporaryTree()
      .write("secret", "outside").write("secrets/key", "outside")
      .write("root/etc/dovecot/dovecot.conf", "inside").write("root/secret", "root's own")
      .directory("root/etc/postfix")
    return (files, try ServerTree(root: "\(files.path)/root"))
  }

  private static func text(_ tree: ServerTree, _ path: String) throws(TreeError) -> String {
    try tree.read(TreePath(path)).bytes.text
  }

  @Test(
    ".. stops at the root",
    arguments: ["/../secret", "/../../../../secret", "/etc/../../secret", "/etc/dovecot/../../../../secret", "secret"])
  func parents(_ path: String) throws {
    let fixture = try Self.fixture()
    #expect(try Self.text(fixture.tree, path) == "root's own")
  }

  @Test(
    "a link leads where it would lead if the root were /",
    arguments: [
      ("/secret", "root's own"), ("../../../secret", "root's own"), ("../../secret", "root's own"),
      ("/etc/dovecot/dovecot.conf", "inside"), ("../dovecot/dovecot.conf", "inside"),
      ("/../etc/./dovecot//dovecot.conf", "inside"),
    ])
  func links(_ target: String, _ expected: String) throws {
    let (files, tree) = try Self.fixture()
    try files.link("root/etc/postfix/main.cf", to: target)
    #expect(try Self.text(tree, "/etc/postfix/main.cf") == expected)
  }

  @Test("a link to a place outside by its real path finds nothing")
  func realPath() throws {
    let (files, tree) = try Self.fixture()
    try files.link("root/etc/postfix/main.cf", to: "\(files.path)/secret")
      .link("root/etc/all", to: "\(files.path)/secrets").link("root/etc/up", to: "../../secrets")
    for path in ["/etc/postfix/main.cf", "/etc/all/key", "/etc/up/key", "/etc/up/../secret"] {
      #expect(throws: TreeError.absent, "\(path)") { try tree.read(TreePath(path)) }
      #expect(tree.glob(TreePath(path + "*")).matches.allSatisfy { $0.description == "/etc/postfix/main.cf" })
    }
  }

  @Test("a link to a directory is followed inside the root, and .. behind it is that directory's")
  func linkedDirectory() throws {
    let (files, tree) = try Self.fixture()
    try files.write("root/srv/mail/conf.d/a.conf", "a").write("root/srv/mail/dovecot.conf", "srv")
      .link("root/etc/dovecot/conf.d", to: "/srv/mail/conf.d")
    #expect(try Self.text(tree, "/etc/dovecot/conf.d/a.conf") == "a")
    #expect(try Self.text(tree, "/etc/dovecot/conf.d/../dovecot.conf") == "srv")
    #expect(
      try tree.read(TreePath("/etc/dovecot/conf.d/a.conf")).resolvedPath == TreePath("/srv/mail/conf.d/a.conf"))
  }

  @Test("a directory that becomes a link after it was opened does not lead outside")
  func swappedDirectory() async throws {
    let (files, tree) = try Self.fixture()
    #expect(try Self.text(tree, "/etc/dovecot/dovecot.conf") == "inside")
    let root = "\(files.path)/root/etc"
    let swap = try await ProgramRun.of(
      ["sh", "-c", "mv dovecot old && ln -s \"$0/secrets\" dovecot && ln -s \"$0/secret\" old/link", files.path],
      in: root)
    #expect(swap.isSuccess)
    #expect(throws: TreeError.self) { try tree.read(TreePath("/etc/dovecot/key")) }
    #expect(throws: TreeError.self) { try tree.read(TreePath("/etc/dovecot/link")) }
  }

  @Test("random chains of links and .. never read what is outside", .timeLimit(.minutes(1)))
  func randomChains() throws {
    var generator = SplitMix64(seed: propertySeed(0x5EC2E7))
    for _ in 0..<propertyCount(100) {
      let (files, tree) = try Self.fixture()
      let parts = ["..", ".", "etc", "dovecot", "l0", "l1", "l2", "l3", "secret", "secrets", "key", "/", "postfix"]
      func path() -> String {
        (generator.chance(1, in: 2) ? "/" : "")
          + (0..<Int.random(in: 1...6, using: &generator))
          .map { _ in parts.randomElement(using: &generator) ?? "" }.joined(separator: "/")
      }
      for link in 0..<4 {
        let place = ["root/etc", "root", "root/etc/dovecot"].randomElement(using: &generator) ?? "root"
        try files.link("\(place)/l\(link)", to: path())
      }
      for _ in 0..<40 {
        let asked = path()
        if let file = try? tree.read(TreePath(asked)) { #expect(file.bytes.text != "outside", "\(asked)") }
      }
    }
  }
}
