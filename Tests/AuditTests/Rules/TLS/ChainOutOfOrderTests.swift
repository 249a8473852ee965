import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("ChainOutOfOrder")
struct ChainOutOfOrderTests {
  @Test("the issuer first, or a gap")
  func bad() {
    #expect(CertifiedServer(PEMSamples.issuer + PEMSamples.server).finds("DT0727"))
    #expect(CertifiedServer(PEMSamples.server + PEMSamples.root).finds("DT0727"))
  }

  @Test("the server first, with and without the root")
  func good() {
    #expect(!CertifiedServer().finds("DT0727"))
    #expect(!CertifiedServer(PEMSamples.server + PEMSamples.issuer + PEMSamples.root).finds("DT0727"))
    #expect(!CertifiedServer(PEMSamples.server).finds("DT0727"))
  }
}
