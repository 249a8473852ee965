import Glibc
import OracleSupport
import Planning
import Testing

@Suite("A review on a terminal")
struct ReviewTerminalTests {
  private let folder: TemporaryTree

  init() throws { folder = try TemporaryTree() }

  private func start(_ verdicts: String, variables: [String] = ["TERM=xterm", "USER=tester"]) throws -> PseudoTerminal {
    try folder.write("plan.toml", ReviewedPlan.plan(verdicts.map(ReviewedPlan.verdict)).fileContents)
    return try PseudoTerminal([try BuiltProgram.path(), "review", folder.path + "/plan.toml"], variables: variables)
  }

  private func decisions() throws -> [Decision] {
    try Plan(fileContents: try folder.read("plan.toml"), path: "plan.toml").changes.map(\.decision)
  }

  @Test("each key answers without a line end, and the decisions are in the plan at the end")
  func decides() throws {
    let terminal = try start("uuu")
    terminal.wait(for: "(1/3) Accept this change")
    terminal.type("y")
    terminal.wait(for: "(2/3) Accept this change")
    terminal.type("n")
    terminal.wait(for: "(3/3) Accept this change")
    terminal.type("y")
    #expect(terminal.end() == 0)
    #expect(terminal.screen.contains("3 changes, 0 undecided, 2 accepted, 1 rejected."))
    #expect(try decisions().map(\.verdict) == [.accepted, .rejected, .accepted])
    #expect(try decisions().allSatisfy { $0.reviewer == "tester" && !$0.time.isEmpty })
  }

  @Test("the diff is in colours, and without them where NO_COLOR is set", arguments: [true, false])
  func colours(isColoured: Bool) throws {
    let terminal = try start("u", variables: ["TERM=xterm"] + (isColoured ? [] : ["NO_COLOR=1"]))
    terminal.wait(for: "Accept this change")
    terminal.type("q")
    #expect(terminal.end() == 0)
    #expect(terminal.screen.contains("\u{1B}[31m   -ssl = old") == isColoured)
    #expect(terminal.screen.contains("\u{1B}[32m   +ssl = new") == isColoured)
    #expect(terminal.screen.contains("\u{1B}") == isColoured)
    #expect(terminal.screen.contains("+ssl = new"))
  }

  @Test("q keeps the decisions so far and leaves the others undecided")
  func quits() throws {
    let terminal = try start("uuu")
    terminal.wait(for: "(1/3)")
    terminal.type("n")
    terminal.wait(for: "(2/3)")
    terminal.type("q")
    #expect(terminal.end() == 0)
    #expect(try decisions().map(\.verdict) == [.rejected, .undecided, .undecided])
  }

  @Test("Ctrl-C leaves the plan and the terminal as they were")
  func interrupted() throws {
    let terminal = try start("uu")
    terminal.wait(for: "(1/2)")
    let before = try folder.read("plan.toml")
    terminal.type("y")
    terminal.wait(for: "(2/2)")
    terminal.waitForKeyByKey()
    terminal.type("\u{3}")
    #expect(terminal.end() == 4)
    #expect(terminal.screen.contains("the plan is as it was"))
    #expect(try folder.read("plan.toml") == before)
    #expect(terminal.isAsUsual)
  }

  @Test("a note is typed as a line, with the terminal's own editing")
  func note() throws {
    let terminal = try start("u")
    terminal.wait(for: "Accept this change")
    terminal.type("e")
    terminal.wait(for: "Note: ")
    terminal.type("until Mayx\u{7F}\n")
    terminal.wait(for: "Accept this change")
    terminal.type("y")
    #expect(terminal.end() == 0)
    #expect(try decisions().map(\.note) == ["until May"])
  }

  @Test("j and k move, s shows the edits one by one, ? explains, an arrow key does nothing")
  func moves() throws {
    let terminal = try start("uu")
    terminal.wait(for: "(1/2)")
    terminal.type("j")
    terminal.wait(for: "(2/2)")
    terminal.type("k")
    terminal.wait(for: "(1/2)")
    terminal.type("s")
    terminal.wait(for: "edit 2 of 2: /etc/dovecot/b.conf:3")
    terminal.wait(for: "(1/2)")
    terminal.type("?")
    terminal.wait(for: "q - quit")
    terminal.wait(for: "(1/2)")
    terminal.type("\u{1B}[A")
    terminal.wait(for: "(1/2)")
    terminal.type("d")
    #expect(terminal.end() == 0)
    #expect(try decisions().map(\.verdict) == [.rejected, .rejected])
  }

  @Test("keys that are typed ahead are not lost")
  func typesAhead() throws {
    let terminal = try start("uuuu")
    terminal.type("ynyn")
    #expect(terminal.end() == 0)
    #expect(try decisions().map(\.verdict) == [.accepted, .rejected, .accepted, .rejected])
  }

  @Test("without a terminal the plan is printed and no question asked")
  func withoutTerminal() async throws {
    try folder.write("plan.toml", ReviewedPlan.plan([.undecided]).fileContents)
    let before = try folder.read("plan.toml")
    let run = try await ProgramRun.of(["env", try BuiltProgram.path(), "review", folder.path + "/plan.toml"])
    #expect(run.status == 0)
    #expect(run.outputText.contains("1 change, 1 undecided"))
    #expect(!run.outputText.contains("Accept this change"))
    #expect(try folder.read("plan.toml") == before)
  }
}

/// The program that stands beside the bundle of the tests.
enum BuiltProgram {
  static func path() throws -> String {
    var buffer = [CChar](repeating: 0, count: 4096)
    let length = unsafe readlink("/proc/self/exe", &buffer, buffer.count)
    try #require(length > 0)
    let bundle = String(decoding: buffer[..<length].map { UInt8(bitPattern: $0) }, as: UTF8.self)
    return String(bundle[..<(bundle.lastIndex(of: "/") ?? bundle.startIndex)]) + "/dovetrail"
  }
}
