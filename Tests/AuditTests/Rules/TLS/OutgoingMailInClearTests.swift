import Audit
import SettingsGraph
import Testing

@Suite("OutgoingMailInClear")
struct OutgoingMailInClearTests {
  private static let master = AuditedTree.stockMaster + "smtp unix - - y - - smtp\n"

  @Test("none, and the empty default before 3.11", arguments: ["smtp_tls_security_level = none", ""])
  func bad(line: String) throws {
    let finding = try #require(AuditedTree(main: line, master: Self.master).findings("DT0711").first)
    #expect(finding.fix?.isSafe == true)
  }

  @Test(
    "TLS by any switch, a relay next door, or a main.cf without master.cf",
    arguments: [
      "smtp_tls_security_level = may", "smtp_use_tls = yes", "relayhost = [127.0.0.1]:10025", "relayhost = 10.1.2.3",
      "default_transport = error:no mail goes out", "smtp_tls_policy_maps = hash:/etc/postfix/policy",
    ])
  func good(line: String) {
    #expect(!AuditedTree(main: line, master: Self.master).finds("DT0711"))
    #expect(!AuditedTree(main: "").finds("DT0711"))
  }
}
