import SettingsGraph
import SourceText
import Testing

@testable import Dovecot

@Suite("A value from the environment")
struct EnvironmentTests {
  @Test("is told as unknown and never as empty", arguments: [ProgramVersion(2, 3, 19), ProgramVersion(2, 4, 5)])
  func unknown(version: ProgramVersion) {
    let top =
      version >= ProgramVersion(2, 4) ? "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n" : ""
    let reading = Reading(top + "mail_home = $ENV:BASE x\n", version: version)
    #expect(reading.value(of: "mail_home") == "$ENV:BASE x")
    #expect(reading.configuration.diagnostics.map(\.code) == ["dovecot.unknown-environment"])
    #expect(!reading.isRefused)
    #expect(reading.native().contains("mail_home = $ENV:BASE x\n"))
  }

  @Test("is text for 2.3.13, which does not know it")
  func old() {
    let reading = Reading("login_greeting = a $ENV:BASE\n", version: ProgramVersion(2, 3, 13))
    #expect(reading.configuration.diagnostics.isEmpty)
  }
}
