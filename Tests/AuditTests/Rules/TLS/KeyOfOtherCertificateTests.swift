import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("KeyOfOtherCertificate")
struct KeyOfOtherCertificateTests {
  @Test("the key of another")
  func bad() {
    #expect(CertifiedServer(key: PEMSamples.otherKey).finds("DT0729"))
    #expect(CertifiedServer(PEMSamples.selfSigned).finds("DT0729"))
  }

  @Test("its own; a wrong order is told elsewhere, and a locked key does not tell")
  func good() {
    #expect(!CertifiedServer().finds("DT0729"))
    #expect(!CertifiedServer(PEMSamples.issuer + PEMSamples.server).finds("DT0729"))
    #expect(!CertifiedServer(key: PEMSamples.lockedKey).finds("DT0729"))
  }
}
