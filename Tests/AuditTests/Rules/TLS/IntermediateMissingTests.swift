import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("IntermediateMissing")
struct IntermediateMissingTests {
  @Test("a certificate of a CA alone")
  func bad() {
    #expect(CertifiedServer(PEMSamples.server).finds("DT0728"))
  }

  @Test("with its issuer, self-signed, of a CA that names no place, or completed from the CA file")
  func good() {
    #expect(!CertifiedServer().finds("DT0728"))
    #expect(!CertifiedServer(PEMSamples.selfSigned).finds("DT0728"))
    #expect(!CertifiedServer(PEMSamples.short).finds("DT0728"))
    #expect(
      !CertifiedServer(
        PEMSamples.server, dovecot: "ssl_ca = </etc/mail/other\n", main: "smtpd_tls_CAfile = /etc/mail/other"
      ).finds("DT0728"))
  }
}
