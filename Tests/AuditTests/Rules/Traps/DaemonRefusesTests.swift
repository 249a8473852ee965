import Audit
import Testing

@Suite("DaemonRefuses")
struct DaemonRefusesTests {
  @Test("a bad value, and a section that is not closed")
  func bad() {
    #expect(AuditedTree(main: "smtpd_helo_required = true").finds("DT1214"))
    #expect(AuditedTree(dovecot: "protocol imap {\n").finds("DT1214"))
  }

  @Test("right values, and unknown names, which another rule tells")
  func good() {
    #expect(!AuditedTree(main: "smtpd_helo_required = yes").finds("DT1214"))
    #expect(!AuditedTree(dovecot: "ssl_min_protocl = TLSv1.2\n").finds("DT1214"))
  }
}
