import Audit
import Testing

@Suite("UnknownHELONameRefused")
struct UnknownHELONameRefusedTests {
  @Test("on the port for other servers", arguments: ["reject_unknown_helo_hostname", "reject_unknown_hostname"])
  func bad(rule: String) { #expect(AuditedTree(main: "smtpd_helo_restrictions = \(rule)").finds("DT0206")) }

  @Test("only logged, or on a listener of the machine itself, it is right")
  func good() {
    #expect(!AuditedTree(main: "smtpd_helo_restrictions = warn_if_reject reject_unknown_helo_hostname").finds("DT0206"))
    let own = AuditedTree(
      main: "smtpd_helo_restrictions = reject_unknown_helo_hostname", master: "127.0.0.1:10025 inet n - n - - smtpd\n")
    #expect(!own.finds("DT0206"))
  }
}
