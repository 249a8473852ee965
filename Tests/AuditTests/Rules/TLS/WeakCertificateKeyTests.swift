import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("WeakCertificateKey")
struct WeakCertificateKeyTests {
  @Test("RSA of 1024 bits")
  func bad() {
    #expect(CertifiedServer(PEMSamples.short, key: PEMSamples.shortKey).finds("DT0724"))
  }

  @Test("an elliptic curve")
  func good() {
    #expect(!CertifiedServer().finds("DT0724"))
    #expect(!CertifiedServer(PEMSamples.selfSigned).finds("DT0724"))
  }
}
