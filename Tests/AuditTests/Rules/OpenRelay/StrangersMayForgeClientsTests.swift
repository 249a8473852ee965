import Audit
import Testing

@Suite("StrangersMayForgeClients")
struct StrangersMayForgeClientsTests {
  @Test("a network of strangers", arguments: ["xclient", "xforward"])
  func bad(kind: String) { #expect(AuditedTree(main: "smtpd_authorized_\(kind)_hosts = 0.0.0.0/0").finds("DT0108")) }

  @Test("a proxy by its address, and nobody, are right")
  func good() {
    #expect(!AuditedTree(main: "smtpd_authorized_xclient_hosts = 127.0.0.1, 192.0.2.7").finds("DT0108"))
    #expect(!AuditedTree(main: "").finds("DT0108"))
  }
}
