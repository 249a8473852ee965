import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("SelfSignedCertificate")
struct SelfSignedCertificateTests {
  @Test("on a public port where people log in")
  func bad() {
    #expect(CertifiedServer(PEMSamples.selfSigned, key: PEMSamples.selfSignedKey).finds("DT0726"))
  }

  @Test("issued by another, or nobody comes")
  func good() {
    #expect(!CertifiedServer().finds("DT0726"))
    #expect(
      !CertifiedServer(PEMSamples.selfSigned, dovecot: "listen = 127.0.0.1\n", main: "inet_interfaces = loopback-only")
        .finds("DT0726"))
  }

  @Test("on port 25 a self-signed one is enough")
  func serverPort() {
    let server = CertifiedServer(
      PEMSamples.selfSigned, dovecot: "ssl = no\n", main: "smtpd_sasl_auth_enable = no", master: AuditedTree.stockMaster
    )
    #expect(!server.finds("DT0726"))
  }
}
