import Audit
import Certificates
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("CertificateNotYetValid")
struct CertificateNotYetValidTests {
  @Test("before the first second")
  func bad() {
    #expect(CertifiedServer(at: Moment(secondsSince1970: 1_767_225_599)).finds("DT0721"))
  }

  @Test("from it on")
  func good() {
    #expect(!CertifiedServer().finds("DT0721"))
    #expect(!CertifiedServer(at: Moment(secondsSince1970: 1_767_225_600)).finds("DT0721"))
  }
}
