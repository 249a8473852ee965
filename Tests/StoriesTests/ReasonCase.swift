internal import MailServer
internal import OracleSupport
internal import Planning
internal import ServerTree
internal import SettingsGraph
internal import Testing

/// One reason why a value is not what somebody expects: a tree with it, the answer, and what the daemon's own program
/// says before the answer's edits and after them.
struct ReasonCase: Sendable, CustomTestStringConvertible {
  let reason: String
  var root = DebianRoot.bookworm
  /// Texts by path.
  let files: [String: String]
  let question: String
  var context = Context()
  let expected: String
  /// A part of the sentence of the first obstacle.
  let cause: String
  /// The advice of each step, word by word.
  let edits: [String]
  let script: String
  let before: String
  let after: String

  var testDescription: String { reason }

  static let dovecotConf = "etc/dovecot/dovecot.conf"
  static let main = "etc/postfix/main.cf"
  static let master = "etc/postfix/master.cf"
  /// The first lines of 2.4.
  static let header = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n"
  static let smtpd = "smtp inet n - n - - smtpd\n"
  static let submission =
    "submission inet n - n - - smtpd\n  -o smtpd_sasl_auth_enable=yes\n"

  func tree() throws -> TemporaryTree {
    try files.reduce(into: try TemporaryTree()) { tree, file in try tree.write(file.key, file.value) }
  }

  func expectation(in path: String) throws -> ExpectedValue {
    var request = MailServer.Request()
    request.dovecotVersion = ProgramVersion(root.dovecotVersion)
    request.postfixVersion = ProgramVersion(root.postfixVersion)
    var server = MailServer(reading: try ServerTree(root: path), request)
    let setting = try server.find(SettingQuestion(question))
    return ExpectedValue(expected, of: setting, in: context, on: server)
  }
}

/// The reasons of which no story is told.
@Suite struct ReasonTests {
  @Test("the answer names the cause and the edits", arguments: ReasonCase.all)
  func answer(_ wanted: ReasonCase) throws {
    let tree = try wanted.tree()
    let expected = try withExtendedLifetime(tree) { try wanted.expectation(in: tree.path) }
    #expect(!expected.holds && expected.isReached, "\(expected.rest ?? "")")
    #expect(expected.obstacle?.contains(wanted.cause) == true, "\(expected.obstacle ?? "")")
    #expect(expected.steps.map { $0.edit ?? "" } == wanted.edits)
  }

  @Test("the daemon's own program says so, before the edits and after them", arguments: ReasonCase.all)
  func proof(_ wanted: ReasonCase) async throws {
    guard wanted.root.isAvailable() else { return }
    let tree = try wanted.tree()
    let before = try await wanted.root.run(["bash", "-c", wanted.script], tree: tree.path)
    #expect(before.outputText == wanted.before, "\(before.errorText)")
    let expected = try wanted.expectation(in: tree.path)
    for (path, bytes) in expected.contents { try tree.write(String(path.description.dropFirst()), bytes) }
    let commands = expected.commands.map { "\($0) 2>/dev/null\n" }.joined()
    let after = try await wanted.root.run(["bash", "-c", commands + wanted.script], tree: tree.path)
    #expect(after.outputText == wanted.after, "\(after.errorText)")
  }

  @Test("an index that is older than its source answers as before, until the command of the answer was run")
  func indexOlderThanSource() async throws {
    let root = DebianRoot.bookworm
    guard root.isAvailable() else { return }
    let tree = try TemporaryTree().write("etc/postfix/main.cf", "virtual_alias_maps = hash:/etc/postfix/virtual\n")
      .write("etc/postfix/master.cf", ReasonCase.smtpd).write("etc/postfix/virtual", "info@example.net bob\n")
    let index = try await root.run(
      ["bash", "-c", "postmap hash:/etc/postfix/virtual && cat /etc/postfix/virtual.db"], tree: tree.path)
    try tree.write("etc/postfix/virtual.db", index.output).write("etc/postfix/virtual", "info@example.net alice\n")
    _ = try await ProgramRun.of(["touch", "-d", "2001-01-01", "\(tree.path)/etc/postfix/virtual.db"])
    let wanted = ReasonCase(
      reason: "index", root: root, files: [:], question: "virtual_alias_maps",
      expected: "hash:/etc/postfix/virtual", cause: "", edits: [],
      script: "postmap -q info@example.net hash:/etc/postfix/virtual 2>/dev/null", before: "bob\n", after: "alice\n")
    let expected = try wanted.expectation(in: tree.path)
    #expect(expected.obstacle?.contains("/etc/postfix/virtual was changed after /etc/postfix/virtual.db") == true)
    #expect(expected.commands == ["postmap hash:/etc/postfix/virtual"] && expected.isReached)
    let before = try await root.run(["bash", "-c", wanted.script], tree: tree.path)
    #expect(before.outputText == wanted.before)
    let after = try await root.run(
      ["bash", "-c", "\(expected.commands.joined())\n\(wanted.script)"], tree: tree.path)
    #expect(after.outputText == wanted.after)
  }
}
