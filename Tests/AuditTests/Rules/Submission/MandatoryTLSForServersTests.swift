import Audit
import Testing

@Suite("MandatoryTLSForServers")
struct MandatoryTLSForServersTests {
  @Test(
    "mandatory TLS on the public port 25", arguments: ["smtpd_tls_security_level = encrypt", "smtpd_enforce_tls = yes"])
  func bad(main: String) { #expect(AuditedTree(main: main).finds("DT0507")) }

  @Test("for clients alone it is right")
  func good() {
    let master = AuditedTree.stockMaster + "587 inet n - n - - smtpd\n  -o smtpd_tls_security_level=encrypt\n"
    #expect(!AuditedTree(main: "smtpd_tls_security_level = may", master: master).finds("DT0507"))
  }
}
