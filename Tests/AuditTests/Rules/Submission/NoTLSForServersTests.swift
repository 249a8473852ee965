import Audit
import Testing

@Suite("NoTLSForServers")
struct NoTLSForServersTests {
  @Test("no TLS on the public port 25", arguments: ["", "smtpd_tls_security_level = none", "smtpd_use_tls = no"])
  func bad(main: String) { #expect(AuditedTree(main: main).finds("DT0505")) }

  @Test(
    "STARTTLS, by either setting, and a port of the machine itself are right",
    arguments: ["smtpd_tls_security_level = may", "smtpd_use_tls = yes", "inet_interfaces = loopback-only"])
  func good(main: String) { #expect(!AuditedTree(main: main).finds("DT0505")) }
}
