internal import ArgumentParser
internal import OracleSupport
internal import Testing

@testable import dovetrail

/// The manual page and the help tell the same verbs, options and exit codes.
@Suite struct ManualTests {
  private var page: String {
    get throws { String(decoding: try readFile("\(packageFolder)/Documentation/dovetrail.1"), as: UTF8.self) }
  }

  @Test("every verb has its entry")
  func verbs() throws {
    let names = Dovetrail.configuration.subcommands.compactMap { $0.configuration.commandName }
    #expect(names.count == Dovetrail.configuration.subcommands.count)
    for name in names { #expect(try page.contains("\n.It Cm \(name)"), "\(name)") }
  }

  @Test("every option that reads a server is explained")
  func options() async throws {
    let help = try await Program.run("show", "--help").outputText
    for option in ["root", "dovecot", "postfix", "dovecot-version", "postfix-version", "protocol", "show-secrets"] {
      #expect(help.contains("--\(option)"))
      #expect(try page.contains("Fl -\(option)"), "\(option)")
    }
  }

  @Test("help and manual page have all exit codes")
  func exitCodes() async throws {
    let help = try await Program.run("--help")
    #expect(help.status == 0)
    for code in 0...5 {
      #expect(ExitStatus(rawValue: Int32(code)) != nil)
      #expect(try page.contains("\n.It \(code)\n"))
      #expect(help.outputText.contains("\n  \(code)  "))
    }
    #expect(ExitStatus(rawValue: 6) == nil)
  }
}
