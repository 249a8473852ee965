import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("WeakCertificateSignature")
struct WeakCertificateSignatureTests {
  @Test("SHA-1 anywhere in the chain")
  func bad() {
    #expect(CertifiedServer(PEMSamples.sha1).finds("DT0725"))
    #expect(CertifiedServer(PEMSamples.server + PEMSamples.sha1).finds("DT0725"))
  }

  @Test("SHA-256")
  func good() {
    #expect(!CertifiedServer().finds("DT0725"))
    #expect(!CertifiedServer(PEMSamples.selfSigned).finds("DT0725"))
  }
}
