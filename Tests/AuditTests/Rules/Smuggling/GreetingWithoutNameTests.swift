import Audit
import Testing

@Suite("GreetingWithoutName")
struct GreetingWithoutNameTests {
  @Test("anything but a name in front", arguments: ["ESMTP ready", ""])
  func bad(banner: String) { #expect(AuditedTree(main: "smtpd_banner = \(banner)").finds("DT0306")) }

  @Test(
    "a name in front is right",
    arguments: ["$myhostname ESMTP", "mx.example.net ESMTP", "${myhostname}\nmyhostname = mail"])
  func good(banner: String) { #expect(!AuditedTree(main: "smtpd_banner = \(banner)").finds("DT0306")) }
}
