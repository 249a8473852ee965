internal import Foundation
internal import OracleSupport
internal import Testing

/// `why` on the sample: the contract that other programs rely on, and what a person reads.
@Suite struct WhyTests {
  private struct Answer: Decodable {
    struct Place: Decodable {
      let path: String?
      let line: Int?
      let value: String?
    }
    struct Loser: Decodable {
      let path: String?
      let line: Int?
      let value: String
      let reason: String
      let by: Place?
    }
    struct Next: Decodable {
      let path: String?
      let line: Int?
      let edit: String
    }
    let schema: String
    let setting: String
    let value: String?
    let winner: Place
    let losers: [Loser]
    let implications: [String]
    let next: [Next]
    let unknown: [String]
  }

  private func ask(_ arguments: String...) async throws -> (answer: Answer, status: Int) {
    let command = [Program.path, "--root", Program.sample("windows-live-mail-2012"), "why"] + arguments
    let run = try await ProgramRun.of(command + ["--format", "json"])
    return (try JSONDecoder().decode(Answer.self, from: Data(run.output)), run.status)
  }

  /// The number of the line that begins with `text`, so that the sample may be edited.
  private func line(_ text: String, of file: String) throws -> Int {
    let lines = String(decoding: try readFile(Program.sample("windows-live-mail-2012") + file), as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    return try #require(lines.firstIndex { $0.hasPrefix(text) }) + 1
  }

  @Test("the winner of ssl is dovecot.conf; 10-ssl.conf was read through the include and is beaten by it")
  func ssl() async throws {
    let (answer, status) = try await ask("ssl")
    let main = "/etc/dovecot/dovecot.conf"
    let winning = try line("ssl = required", of: main)
    let include = try line("!include conf.d/*.conf", of: main)
    #expect(status == 0)
    #expect(answer.schema == "dovetrail/why/1")
    #expect(answer.value == "required")
    #expect(answer.winner.path == main && answer.winner.line == winning && answer.winner.value == "required")
    let loser = try #require(answer.losers.first { $0.path == "/etc/dovecot/conf.d/10-ssl.conf" })
    #expect(loser.line == (try line("ssl = yes", of: "/etc/dovecot/conf.d/10-ssl.conf")))
    #expect(loser.value == "yes")
    #expect(loser.reason == "laterInSameScope")
    #expect(loser.by?.path == main && loser.by?.line == winning)
    #expect(answer.next.contains { $0.path == main && $0.line == winning })
    #expect(
      answer.next.contains { $0.path == main && $0.line == include && $0.edit.contains("!include conf.d/*.conf") })
    #expect(answer.implications.contains { $0.contains("disable_plaintext_auth") && $0.contains("moot") })
  }

  @Test("the text names both places, the include and the way out")
  func text() async throws {
    let run = try await Program.run("why", "ssl", root: Program.sample("windows-live-mail-2012"))
    let main = "/etc/dovecot/dovecot.conf"
    #expect(run.status == 0)
    #expect(run.outputText.hasPrefix("ssl = required\n"))
    #expect(run.outputText.contains("\(main):\(try line("ssl = required", of: main))"))
    #expect(run.outputText.contains("/etc/dovecot/conf.d/10-ssl.conf:"))
    #expect(
      run.outputText.contains("read through `!include conf.d/*.conf` at \(main):\(try line("!include conf", of: main))")
    )
  }

  @Test("an expected value that is not there is a finding that names what stands in the way")
  func expected() async throws {
    let run = try await Program.run("why", "ssl", "--expected", "yes", root: Program.sample("windows-live-mail-2012"))
    #expect(run.status == 1)
    #expect(run.outputText.contains("It is not yes."))
    let holds = try await Program.run(
      "why", "ssl", "--expected", "required", root: Program.sample("windows-live-mail-2012"))
    #expect(holds.status == 0)
  }

  @Test("disable_plaintext_auth has no effect while ssl is required, and the answer says so")
  func moot() async throws {
    let (answer, _) = try await ask("disable_plaintext_auth")
    #expect(answer.value == "yes")
    #expect(answer.losers.contains { $0.path == "/etc/dovecot/conf.d/10-auth.conf" && $0.value == "no" })
    #expect(answer.implications.contains { $0.contains("ssl") })
  }

  @Test("a folded Postfix list is one value, with the line of its name")
  func folded() async throws {
    let (answer, _) = try await ask("postfix:smtpd_helo_restrictions")
    #expect(
      answer.value == """
        permit_mynetworks permit_sasl_authenticated check_helo_access pcre:/etc/postfix/helo_access.pcre \
        reject_non_fqdn_helo_hostname reject_unknown_helo_hostname
        """)
    #expect(answer.winner.line == (try line("smtpd_helo_restrictions", of: "/etc/postfix/main.cf")))
  }

  @Test("a name that neither daemon knows is a usage error with a suggestion")
  func unknownName() async throws {
    let run = try await Program.run("why", "smtpd_bannr", root: Program.sample("windows-live-mail-2012"))
    #expect(run.status == 2)
    #expect(run.output.isEmpty)
    #expect(run.errorText.contains("smtpd_banner"))
  }
}
