internal import Foundation
internal import OracleSupport
internal import Testing

/// `audit` and `rules` as a user calls them.
@Suite("The audit's verbs") struct AuditVerbTests {
  /// A server with an error, a warning in a file and one in a default.
  private func tree() throws -> TemporaryTree {
    try TemporaryTree().write(
      "etc/postfix/main.cf",
      """
      compatibility_level = 3.6
      mydestination = a.example
      virtual_mailbox_domains = a.example
      mynetworks = 127.0.0.0/8 198.51.0.0/16
      """
    ).write("etc/postfix/master.cf", "smtp inet n - n - - smtpd\n")
  }

  private func audit(_ arguments: String...) async throws -> ProgramRun {
    let tree = try tree()
    return try await ProgramRun.of([Program.path, "--root", tree.path, "audit"] + arguments)
  }

  @Test(
    "the exit code follows --fail-on",
    arguments: [
      (["--fail-on", "error"], 1), (["--fail-on", "never"], 0), (["--only", "DT0101"], 1),
      (["--only", "DT0101", "--fail-on", "error"], 0), (["--only", "DT0601"], 0), (["--only", "DT9999"], 2),
    ])
  func exitCodes(arguments: [String], status: Int) async throws {
    let tree = try tree()
    let run = try await ProgramRun.of([Program.path, "--root", tree.path, "audit"] + arguments)
    #expect(run.status == status, "\(run.outputText)")
  }

  @Test("a configuration that the daemon refuses is exit code 3 whatever is found")
  func refused() async throws {
    let tree = try tree().write("etc/postfix/main.cf", "no assignment here\n")
    #expect(try await ProgramRun.of([Program.path, "--root", tree.path, "audit"]).status == 3)
  }

  @Test("text tells the cause, every place, for whom, and what to do")
  func text() async throws {
    let output = try await audit("--only", "DT0401,DT0101").outputText
    #expect(output.contains("error DT0401: a.example is in mydestination and in virtual_mailbox_domains"))
    #expect(output.contains("  at /etc/postfix/main.cf:2 (mydestination)\n  at /etc/postfix/main.cf:3 ("))
    #expect(output.contains("  for port 25\n"))
    #expect(output.contains("1 error, 1 warning, 0 notes."))
  }

  @Test("gcc lines are what editors jump to")
  func gcc() async throws {
    let lines = try await audit("--only", "DT0101", "--format", "gcc").outputText
    #expect(lines.hasPrefix("/etc/postfix/main.cf:4:1: warning: mynetworks lets 198.51.0.0/16 relay"))
    #expect(lines.hasSuffix("(port 25) [DT0101]\n"))
  }

  @Test("SARIF has the standard's members, and each result its rule")
  func sarif() async throws {
    let run = try await audit("--format", "sarif")
    let file = try readFile("\(packageFolder)/Tests/CommandLineTests/Schemas/sarif-2.1.0.json")
    let answer = try JSONSerialization.jsonObject(with: Data(run.output))
    let rules = try JSONSerialization.jsonObject(with: Data(file))
    #expect(SchemaCheck.faults(in: answer, against: rules, at: "$") == [])
    let runs = try #require((answer as? [String: Any])?["runs"] as? [[String: Any]])
    let driver = try #require((runs.first?["tool"] as? [String: Any])?["driver"] as? [String: Any])
    let known = try #require(driver["rules"] as? [[String: Any]]).compactMap { $0["id"] as? String }
    let results = try #require(runs.first?["results"] as? [[String: Any]])
    #expect(!results.isEmpty)
    for result in results {
      let index = try #require(result["ruleIndex"] as? Int)
      #expect(known[index] == result["ruleId"] as? String)
    }
  }

  @Test("JUnit counts every rule as a test and is well-formed XML")
  func junit() async throws {
    let run = try await audit("--format", "junit", "--only", "DT0401,DT0101,DT0601")
    #expect(run.outputText.contains("<testsuite name=\"dovetrail audit\" tests=\"3\" failures=\"2\" errors=\"0\">"))
    #expect(try await ProgramRun.of(["python3", "-c", Self.parse], input: run.output).isSuccess)
  }

  private static let parse = "import sys, xml.dom.minidom; xml.dom.minidom.parseString(sys.stdin.buffer.read())"

  @Test("a baseline that was written silences what it holds")
  func baseline() async throws {
    let tree = try tree()
    let file = "\(tree.path)/known.tsv"
    let write = try await ProgramRun.of([Program.path, "--root", tree.path, "audit", "--write-baseline", file])
    #expect(write.isSuccess)
    let again = try await ProgramRun.of([Program.path, "--root", tree.path, "audit", "--baseline", file])
    #expect(again.isSuccess, "\(again.outputText)")
    #expect(again.outputText.contains("known from the baseline"))
    try tree.write("broken.tsv", "no baseline\n")
    let broken = try await ProgramRun.of(
      [Program.path, "--root", tree.path, "audit", "--baseline", "\(tree.path)/broken.tsv"])
    #expect(broken.status == 5)
  }

  @Test("a rule's page is printed without any server")
  func page() async throws {
    let run = try await Program.run("rules", "dt0501")
    #expect(run.isSuccess)
    for heading in ["What is wrong", "What it leads to", "What to do", "When it is right nevertheless", "Sources"] {
      #expect(run.outputText.contains("\n\(heading)\n"))
    }
    #expect(try await Program.run("rules", "DT9999").status == 2)
  }
}
