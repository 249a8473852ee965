internal import OracleSupport
internal import Testing

/// A profile of the user's own, as the documentation tells to write it.
@Suite("Profiles of one's own")
struct OwnProfileTests {
  /// The TOML of the ten-minute example.
  private static var example: String {
    get throws {
      let page = String(decoding: try readFile("\(packageFolder)/Documentation/profiles.md"), as: UTF8.self)
      let start = try #require(page.firstRange(of: "```toml\n"))
      let end = try #require(page[start.upperBound...].firstRange(of: "```"))
      return String(page[start.upperBound..<end.lowerBound])
    }
  }

  @Test(
    "the example of the documentation works on both versions as it says",
    arguments: [
      ("windows-live-mail-2012", "disable_plaintext_auth = no"), ("dovecot-2.4", "auth_allow_cleartext = yes"),
    ])
  func example(sample: String, line: String) async throws {
    let directory = try TemporaryTree().write("scanner-pop3.toml", try Self.example)
    let page = try await Program.run("profiles", "scanner-pop3", "--profiles", directory.path)
    #expect(page.status == 0, "\(page.errorText)")
    #expect(page.outputText.contains("networks: the scanner's network"))
    let plan = try await Program.run(
      "plan", "scanner-pop3", "--profiles", directory.path, "--set", "networks=198.51.100.64/28",
      root: Program.sample(sample))
    #expect(plan.status == 1, "\(plan.errorText)")
    #expect(plan.outputText.contains("+remote 198.51.100.64/28 {"))
    #expect(plan.outputText.contains("+    \(line)"), "\(plan.outputText)")
    #expect(plan.outputText.contains("Accept passwords without TLS from 198.51.100.64/28"))
    let unset = try await Program.run(
      "plan", "scanner-pop3", "--profiles", directory.path, root: Program.sample(sample))
    #expect(unset.status == 0)
    #expect(unset.outputText.contains("--set networks=…"), "\(unset.outputText)")
  }

  @Test("one of the same name counts instead of the shipped one")
  func override() async throws {
    let text = try Self.example.replacing("scanner-pop3", with: "legacy-printer")
    let directory = try TemporaryTree().write("mine.toml", text)
    let page = try await Program.run("profiles", "legacy-printer", "--profiles", directory.path)
    #expect(page.outputText.hasPrefix("legacy-printer: A scanner that cannot do TLS\n"))
  }

  @Test("a broken profile is named with its line, and a wrong choice with what was meant")
  func faults() async throws {
    let directory = try TemporaryTree().write(
      "x.toml", try Self.example.replacing("protocol = \"pop3\"", with: "protokol = \"pop3\""))
    let broken = try await Program.run("profiles", "--profiles", directory.path)
    #expect(broken.status == 5)
    #expect(broken.errorText.contains("x.toml:26: change[1].set[1]: unknown key 'protokol'"), "\(broken.errorText)")
    #expect(broken.errorText.contains("Did you mean 'protocol'?"))
    let wrong = [
      (["--set", "network=192.0.2.0/24"], "Did you mean 'networks'?"),
      (["--set", "networks=192.0.2.1/24"], "Did you mean '192.0.2.0/24'?"), (["--grade", "9"], "grades 1 to 4, not 9"),
      (["--expires", "tomorrow"], "a day looks like 2027-06-30"),
    ]
    for (arguments, message) in wrong {
      let run = try await ProgramRun.of(
        [Program.path, "--root", Program.sample("windows-live-mail-2012"), "plan", "legacy-windows-live-mail"]
          + arguments)
      #expect(run.status == 2, "\(arguments)")
      #expect(run.errorText.contains(message), "\(run.errorText)")
    }
  }
}
