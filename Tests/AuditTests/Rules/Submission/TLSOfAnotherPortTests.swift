import Audit
import Testing

@Suite("TLSOfAnotherPort")
struct TLSOfAnotherPortTests {
  @Test(
    "wrapper mode on a port of STARTTLS, and none on 465", arguments: [("25", "yes"), ("587", "yes"), ("465", "no")])
  func bad(port: String, wrapper: String) {
    let master = "\(port) inet n - n - - smtpd\n  -o smtpd_tls_wrappermode=\(wrapper)\n"
    #expect(AuditedTree(main: "smtpd_tls_security_level = may", master: master).finds("DT0506"))
  }

  @Test(
    "each port with its own, and other ports, are right", arguments: [("25", "no"), ("465", "yes"), ("2465", "yes")])
  func good(port: String, wrapper: String) {
    let master = "\(port) inet n - n - - smtpd\n  -o smtpd_tls_wrappermode=\(wrapper)\n"
    #expect(!AuditedTree(main: "smtpd_tls_security_level = may", master: master).finds("DT0506"))
  }
}
