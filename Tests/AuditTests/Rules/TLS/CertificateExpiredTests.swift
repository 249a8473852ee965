import Audit
import Certificates
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("CertificateExpired")
struct CertificateExpiredTests {
  @Test("after the last second")
  func bad() {
    #expect(CertifiedServer(at: Moment(secondsSince1970: 1_798_761_600)).finds("DT0720"))
  }

  @Test("before it")
  func good() {
    #expect(!CertifiedServer().finds("DT0720"))
    #expect(!CertifiedServer(at: Moment(secondsSince1970: 1_798_675_100)).finds("DT0720"))
  }

  @Test("on port 25 alone it weighs less, since other servers do not look")
  func serverPort() throws {
    let late = Moment(secondsSince1970: 1_800_000_000)
    let server = CertifiedServer(
      dovecot: "ssl = no\n", main: "smtpd_sasl_auth_enable = no", master: AuditedTree.stockMaster, at: late)
    #expect(try #require(server.findings("DT0720").first).severity == .warning)
    #expect(try #require(CertifiedServer(at: late).findings("DT0720").first).severity == .error)
  }
}
