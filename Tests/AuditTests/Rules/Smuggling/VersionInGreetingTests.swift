import Audit
import Testing

@Suite("VersionInGreeting")
struct VersionInGreetingTests {
  @Test("the name of the version in the greeting", arguments: ["$mail_version", "(${mail_version})"])
  func bad(text: String) { #expect(AuditedTree(main: "smtpd_banner = $myhostname ESMTP \(text)").finds("DT0305")) }

  @Test("the default, and a greeting without it, are right", arguments: ["", "smtpd_banner = $myhostname ESMTP"])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0305")) }
}
