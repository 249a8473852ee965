import Audit
import Testing

@Suite("ObsoleteSetting")
struct ObsoleteSettingTests {
  @Test("a name of 2.2 that 2.3 translates")
  func bad() { #expect(AuditedTree(dovecot: "ssl_protocols = !SSLv3\n").finds("DT1006")) }

  @Test("the name of 2.3 is right")
  func good() { #expect(!AuditedTree(dovecot: "ssl_min_protocol = TLSv1.2\n").finds("DT1006")) }
}
