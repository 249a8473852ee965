internal import Glibc
internal import OracleSupport
internal import ServerTree
internal import SourceText
internal import Testing

@Suite struct GlobTests {
  private static func glob(_ pattern: String, _ files: [String]) -> [String] {
    ServerTree(files: files.map { ($0, []) }).glob(TreePath(pattern)).matches.map(\.description)
  }

  @Test("names come in byte order, hidden ones only where the pattern begins with a dot")
  func order() {
    let files = ["/c/b.conf", "/c/B.conf", "/c/10-a.conf", "/c/9.conf", "/c/.h.conf", "/c/a.conf~", "/c/ä.conf"]
    #expect(
      Self.glob("/c/*.conf", files) == ["/c/10-a.conf", "/c/9.conf", "/c/B.conf", "/c/b.conf", "/c/ä.conf"])
    #expect(Self.glob("/c/.*.conf", files) == ["/c/.h.conf"])
    #expect(Self.glob("/c/?.conf", files) == ["/c/9.conf", "/c/B.conf", "/c/b.conf"])
  }

  @Test("one brace alternative comes after the other, and a name twice where two of them match")
  func braces() {
    let files = ["/c/a", "/c/b", "/c/ab"]
    #expect(Self.glob("/c/{b,a}*", files) == ["/c/b", "/c/a", "/c/ab"])
    #expect(Self.glob("/c/{a,?}", files) == ["/c/a", "/c/a", "/c/b"])
    #expect(Self.glob("/c/a{,b}", files) == ["/c/a", "/c/ab"])
    #expect(Self.glob("/c/{a", ["/c/{a"]) == ["/c/{a"])
  }

  @Test("a pattern without magic matches a link that leads nowhere")
  func danglingLink() {
    let tree = ServerTree(files: [("/c/a", [])], links: [("/c/l", "/gone")])
    #expect(tree.glob(TreePath("/c/l")).matches == [TreePath("/c/l")])
    #expect(tree.glob(TreePath("/c/gone")).matches.isEmpty)
    #expect(tree.glob(TreePath("/c/*")).matches == [TreePath("/c/a"), TreePath("/c/l")])
  }

  @Test("a directory that may not be listed is told, not taken for empty")
  func unlistedDirectory() throws {
    let files = try TemporaryTree().write("open/a.conf", "").write("locked/a.conf", "").directory("locked", mode: 0o311)
    let tree = try ServerTree(root: files.path)
    let result = asUnprivileged { tree.glob(TreePath("/*/*.conf")) }
    #expect(result.matches == [TreePath("/open/a.conf")])
    #expect(result.unreadable.map { $0.description } == ["/locked/"])
    #expect(asUnprivileged { tree.glob(TreePath("/locked/a.conf")) }.matches == [TreePath("/locked/a.conf")])
  }

  @Test("braces that multiply are cut short, soon, and it is told", .timeLimit(.minutes(1)))
  func bomb() {
    let result = ServerTree(files: []).glob(TreePath(String(repeating: "{a,b}", count: 40)))
    #expect(result.isCutShort)
    let nested = ServerTree(files: []).glob(
      TreePath(String(repeating: "{", count: 2_000) + String(repeating: "}", count: 2_000)))
    #expect(nested.matches.isEmpty)
  }

  @Test("stars do not multiply", .timeLimit(.minutes(1)))
  func stars() {
    let name = String(repeating: "a", count: 255)
    #expect(!GlobPattern((String(repeating: "*a", count: 120) + "b").utf8).matches(name.utf8))
  }

  // MARK: - Against glob(3)

  /// What glob(3) of this machine answers, with the flags that Dovecot gives it.
  private static func answerOfLibrary(_ pattern: String) -> [[UInt8]] {
    var found = unsafe glob_t()
    defer { unsafe globfree(&found) }
    guard unsafe Glibc.glob(pattern, GLOB_BRACE, nil, &found) == 0 else { return [] }
    return (0..<Int(unsafe found.gl_pathc)).compactMap { index in
      guard let path = unsafe found.gl_pathv[index] else { return nil }
      return unsafe Array(UnsafeBufferPointer(start: path, count: strlen(path)).map { UInt8(bitPattern: $0) })
    }
  }

  private static func randomPattern(_ generator: inout SplitMix64) -> String {
    let pieces = [
      "a", "b", "c", "-", ".", ".conf", "*", "*", "?", "[ab]", "[!a]", "[^b]", "[a-c]", "[]a]", "[a", "]", "{a,b}",
      "{a,{b,c}}", "{", "}", ",", "{}", "{,a}", "[[:alpha:]]", "[[:digit:]-]", "[[:nope:]]", "/", "/", "d/", "\\*",
      "\\",
      "[\\]]", "[c-a]", "[.]", "[a-]", "[--0]", "[/]", "A", "1", "//", "./", "é", "{a/b,d}", "[[.a.]]", "[[=a=]]",
      "[a\\-c]", "[a[:nope:]]", "[a[.]", "[a-\\c]", "l", "[!]b]", "[[a]", "[\\a-c]",
    ]
    var pattern = generator.chance(1, in: 2) ? "/d/d/" : "/d/"
    for _ in 0..<Int.random(in: 1...5, using: &generator) { pattern += pieces.randomElement(using: &generator) ?? "" }
    return pattern
  }

  @Test("random patterns match what glob(3) matches, in its order")
  func sameAsLibrary() throws {
    var generator = SplitMix64(seed: propertySeed(0x610B))
    let names = [
      "a", "b", "c", "ab", "abc", ".a", ".conf", "a.conf", "b.conf", "10-a", "-", "]", "[a", "*", "\\", "{", "{a", "A",
      "1", "é", ",", "a]", "{}",
    ]
    let files = try TemporaryTree()
    for name in names { try files.write("d/\(name)", "").write(name, "") }
    try files.directory("d/d").write("d/d/a", "").write("d/d/b.conf", "").directory("e").link("l", to: "d").link(
      "d/l", to: "nowhere")
    let tree = try ServerTree(root: files.path)
    for _ in 0..<propertyCount(20_000) {
      let pattern = Self.randomPattern(&generator)
      // What an escaped slash is depends on where the library happens to split; nobody writes one.
      if pattern.contains("\\/") { continue }
      let expected = Self.answerOfLibrary(files.path + pattern).map { Array($0.dropFirst(files.path.utf8.count)) }
      let answer = tree.glob(TreePath(pattern)).matches.map(\.bytes)
      // The library would climb out of the temporary root, and see what is not there for us.
      if (answer + expected).contains(where: { $0.text.contains("/../..") }) { continue }
      #expect(answer.map(\.text) == expected.map(\.text), "\(pattern)")
      if answer != expected { break }
    }
  }
}
