import MailServer
import OracleSupport
import ServerTree
import SettingsGraph
import Testing

@Suite("Tables that Postfix does not see")
struct TableTruthTests {
  private func explain(_ tree: ServerTree, _ version: ProgramVersion = ProgramVersion(3, 7, 11)) throws -> Explanation {
    var request = MailServer.Request()
    request.postfixVersion = version
    var server = MailServer(reading: tree, request)
    let setting = try server.find(SettingQuestion("postfix:virtual_alias_maps"))
    return try #require(server.explanation(of: setting, in: Context()))
  }

  private func tree(_ maps: String, _ others: [(String, String)] = []) -> ServerTree {
    let files = [("/etc/postfix/main.cf", "virtual_alias_maps = \(maps)\n"), ("/etc/postfix/master.cf", "")] + others
    return ServerTree(files: files.map { ($0.0, Array($0.1.utf8)) })
  }

  private func moot(_ explanation: Explanation) -> [String] {
    explanation.implications.filter(\.makesMoot).map(\.sentence)
  }

  @Test("an index that was never made, and one of another type")
  func missing() throws {
    let never = try explain(tree("hash:/etc/postfix/virtual", [("/etc/postfix/virtual", "a b\n")]))
    #expect(moot(never).first?.contains("/etc/postfix/virtual.db was never made") == true)
    #expect(never.next.first?.edit == "Run `postmap hash:/etc/postfix/virtual`.")
    let other = try explain(
      tree("hash:/etc/postfix/virtual", [("/etc/postfix/virtual", "a b\n"), ("/etc/postfix/virtual.lmdb", "")]))
    #expect(moot(other).first?.contains("made for another type") == true)
    #expect(moot(try explain(tree("texthash:/etc/postfix/virtual"))).first?.contains("is not there") == true)
  }

  @Test("an index that is older than its source")
  func stale() async throws {
    let folder = try TemporaryTree()
    try folder.write("etc/postfix/main.cf", "virtual_alias_maps = hash:$config_directory/virtual\n")
    try folder.write("etc/postfix/master.cf", "")
    try folder.write("etc/postfix/virtual.db", "x").write("etc/postfix/virtual", "a b\n")
    let old = try await ProgramRun.of(["touch", "-d", "2020-01-01", "\(folder.path)/etc/postfix/virtual.db"])
    #expect(old.isSuccess)
    let explanation = try explain(ServerTree(root: folder.path))
    #expect(moot(explanation).first?.contains("was changed after /etc/postfix/virtual.db was made of it") == true)
  }

  @Test("a type whose package is not there; without a package database nothing is claimed")
  func type() throws {
    let status = "Package: postfix\nStatus: install ok installed\nVersion: 3.7.11\n"
    let known = try explain(
      tree("pcre:/etc/postfix/virtual", [("/etc/postfix/virtual", ""), ("/var/lib/dpkg/status", status)]))
    #expect(moot(known).contains { $0.contains("postfix-pcre is not installed") })
    #expect(moot(try explain(tree("pcre:/etc/postfix/virtual", [("/etc/postfix/virtual", "")]))).isEmpty)
  }

  @Test("3.11 gives up hash, and whether a build has it is unknown")
  func hash() throws {
    let files = [("/etc/postfix/virtual", ""), ("/etc/postfix/virtual.db", "")]
    let new = try explain(tree("hash:/etc/postfix/virtual", files), ProgramVersion(3, 11, 7))
    #expect(new.implications.contains { $0.sentence.contains("gives up hash") })
    #expect(new.unknown.contains { $0.contains("postconf -m") })
    #expect(try explain(tree("hash:/etc/postfix/virtual", files)).implications.isEmpty)
  }

  @Test("what a database answers is unknown, and the command that asks it is named")
  func database() throws {
    let explanation = try explain(tree("proxy:mysql:/etc/postfix/virtual.cf"))
    #expect(
      explanation.unknown.contains { $0.contains("`postmap -q KEY proxy:mysql:/etc/postfix/virtual.cf` asks it") })
  }

  @Test("a relative name begins at the queue directory")
  func relative() throws {
    #expect(moot(try explain(tree("texthash:virtual"))).first?.contains("below /var/spool/postfix") == true)
    #expect(moot(try explain(tree("static:virtual"))).isEmpty)
  }
}
