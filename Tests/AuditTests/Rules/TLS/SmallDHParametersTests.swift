import Audit
import OracleSupport
import Testing

@Suite("SmallDHParameters")
struct SmallDHParametersTests {
  private func finds(_ parameters: String) -> Bool {
    AuditedTree(dovecot: "protocols = imap\nssl_dh = </etc/dh.pem\n", others: ["/etc/dh.pem": parameters]).finds(
      "DT0709")
  }

  @Test("a prime of 1024 bits, for both daemons")
  func bad() {
    #expect(finds(PEMSamples.smallPrime))
    let main = "smtpd_tls_dh1024_param_file = /etc/dh.pem"
    #expect(AuditedTree(main: main, others: ["/etc/dh.pem": PEMSamples.smallPrime]).finds("DT0709"))
  }

  @Test("no parameters, another file, or one that is not there")
  func good() {
    #expect(!finds(PEMSamples.server) && !finds(""))
    #expect(!AuditedTree(dovecot: "protocols = imap\nssl_dh = </etc/dh.pem\n").finds("DT0709"))
  }
}
