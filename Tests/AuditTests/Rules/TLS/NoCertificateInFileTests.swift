import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("NoCertificateInFile")
struct NoCertificateInFileTests {
  @Test("a key, nothing, or another format in place of the certificate")
  func bad() {
    #expect(CertifiedServer(PEMSamples.serverKey).finds("DT0719"))
    #expect(CertifiedServer("").finds("DT0719"))
    #expect(CertifiedServer("DER").finds("DT0719"))
  }

  @Test("a certificate")
  func good() {
    #expect(!CertifiedServer().finds("DT0719"))
  }
}
