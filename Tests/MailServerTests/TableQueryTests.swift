import MailServer
import OracleSupport
import ServerTree
import SettingsGraph
import SourceText
import Testing

@Suite("Asking a lookup table")
struct TableQueryTests {
  private func query(_ table: String, _ files: [String: String], key: String = "a") -> TableQuery {
    let server = MemoryServer.reading(main: "mynetworks = 127.0.0.1\n", others: files)
    var sources = server.files
    return TableQuery([key], in: table, of: server, files: &sources)
  }

  @Test("a source without its index answers, and what the programs would say is told")
  func missingIndex() {
    let asked = query("hash:/etc/postfix/v", ["/etc/postfix/v": "a b\n"])
    #expect(asked.answers.map(\.value) == [Array("b".utf8)])
    #expect(asked.diagnostics.map(\.daemonMessage) == ["open database /etc/postfix/v.db: No such file or directory"])
    #expect(asked.diagnostics.map(\.nextStep) == ["Run postmap hash:/etc/postfix/v."])
    let nested = query("unionmap:{lmdb:/etc/postfix/v}", ["/etc/postfix/v": "a b\n"])
    #expect(nested.diagnostics.compactMap(\.daemonMessage).first?.contains("/etc/postfix/v.lmdb") == true)
    #expect(query("texthash:/etc/postfix/v", ["/etc/postfix/v": "a b\n"]).diagnostics.isEmpty)
  }

  @Test("an index without its source is unknown, and neither is a table that cannot be opened")
  func sourceMissing() {
    let alone = query("hash:/etc/postfix/v", ["/etc/postfix/v.db": ""])
    #expect(alone.answers.map(\.result) == [.unknown] && !alone.diagnostics.contains(where: \.isRefusedByDaemon))
    let none = query("lmdb:/etc/postfix/v", [:])
    #expect(none.answers.map(\.result) == [.failed])
    #expect(none.diagnostics.map(\.daemonMessage) == ["open database /etc/postfix/v.lmdb: No such file or directory"])
  }

  @Test("an index that is older than its source is told")
  func staleIndex() throws {
    let tree = try TemporaryTree()
    try tree.write("etc/postfix/main.cf", "").write("etc/postfix/master.cf", "").write("etc/postfix/v.db", "")
    // Time in a file system goes in steps.
    var request = MailServer.Request()
    request.postfixVersion = ProgramVersion(3, 7, 11)
    var told: [String?] = []
    for _ in 0..<200 where told.isEmpty {
      try tree.write("etc/postfix/v", "a b\n")
      let server = MailServer(reading: try ServerTree(root: tree.path), request)
      var sources = server.files
      told = TableQuery(["a"], in: "hash:/etc/postfix/v", of: server, files: &sources).diagnostics.map(\.daemonMessage)
    }
    #expect(told == ["database /etc/postfix/v.db is older than source file /etc/postfix/v"])
  }

  @Test("a type that the server's Postfix does not have is told, with the package that has it")
  func missingType() {
    let files = ["/etc/postfix/dynamicmaps.cf": "pcre postfix-pcre.so dict_pcre_open\n", "/etc/postfix/v": "a b\n"]
    for type in ["cdb", "dbm", "sdbm", "lmdb"] {
      let asked = query("\(type):/etc/postfix/v", files)
      #expect(asked.answers.map(\.result) == [.failed])
      #expect(asked.diagnostics.map(\.daemonMessage) == ["unsupported dictionary type: \(type)"])
      #expect(asked.diagnostics.first?.nextStep.contains("postfix-\(type)") == true)
    }
    #expect(query("btree:/etc/postfix/v", files).answers.map(\.result) == [.found])
  }

  @Test("a pattern that cannot be compiled is told with its file and line")
  func wrongPattern() throws {
    for (type, words) in [
      ("pcre", "error in regex at offset 1: missing closing parenthesis"), ("regexp", "Unmatched ( or \\("),
    ] {
      let asked = query("\(type):/etc/postfix/p", ["/etc/postfix/p": "/x/ y\n/(/ z\n/a/ found\n"])
      let told = try #require(asked.diagnostics.first)
      #expect(told.daemonMessage == "\(type) map /etc/postfix/p, line 2: \(words)")
      guard case .span(let span) = told.place else { return #expect(Bool(false), "no place") }
      #expect(span.range == 6..<11)
      #expect(asked.answers.map(\.value) == [Array("found".utf8)])
    }
  }
}
