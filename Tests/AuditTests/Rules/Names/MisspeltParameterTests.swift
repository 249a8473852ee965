import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("MisspeltParameter")
struct MisspeltParameterTests {
  @Test("a name near a known one is a warning that names it")
  func bad() throws {
    let finding = try #require(AuditedTree(main: "smtpd_tls_securty_level = may").findings("DT1002").first)
    #expect(finding.severity == .warning)
    #expect(finding.message.contains("smtpd_tls_security_level"))
  }

  @Test("a name of nobody is a note")
  func unused() throws {
    #expect(try #require(AuditedTree(main: "our_own_words = x").findings("DT1002").first).severity == .note)
  }

  @Test(
    "known names, names that a value takes in, and those of a transport are right",
    arguments: [
      "biff = no", "our_list = reject\nsmtpd_client_restrictions = $our_list", "slow_destination_rate_delay = 1s",
    ])
  func good(main: String) {
    let master = AuditedTree.stockMaster + "slow unix - - n - - smtp\n"
    #expect(!AuditedTree(main: main, master: master).finds("DT1002"))
  }
}
