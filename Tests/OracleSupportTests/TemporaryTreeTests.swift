internal import OracleSupport
internal import Testing

@Suite struct TemporaryTreeTests {
  @Test("files, modes and links are made, and go with the last reference")
  func comesAndGoes() async throws {
    var tree: TemporaryTree? = try TemporaryTree()
      .write("etc/a.conf", [0, 0xFF], mode: 0o600).link("etc/b.conf", to: "a.conf").directory("locked", mode: 0)
    let path = try #require(tree?.path)
    #expect(try tree?.read("etc/b.conf") == [0, 0xFF])
    #expect(try filesBelow(path + "/etc") == ["a.conf"])
    let listed = try await ProgramRun.of(["stat", "-c", "%a %F", "etc/a.conf", "etc/b.conf", "locked"], in: path)
    #expect(listed.outputText == "600 regular file\n777 symbolic link\n0 directory\n")
    tree = nil
    #expect(try await ProgramRun.of(["test", "-e", path]).status == 1)
  }

  @Test("a seeded generator gives the same numbers again")
  func generatorRepeats() {
    // The first outputs for seed 1234567 as published with the reference implementation.
    var generator = SplitMix64(seed: 1_234_567)
    #expect((0..<3).map { _ in generator.next() } == [6457827717110365317, 3203168211198807973, 9817491932198370423])
  }
}
