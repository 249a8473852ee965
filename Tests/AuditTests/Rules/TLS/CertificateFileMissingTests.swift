import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("CertificateFileMissing")
struct CertificateFileMissingTests {
  @Test("a file that is not there although its directory is")
  func bad() {
    #expect(CertifiedServer(nil).finds("DT0718"))
    #expect(CertifiedServer(key: nil).finds("DT0718"))
  }

  @Test("both are there; of a directory that is not in the tree nothing is known")
  func good() {
    #expect(!CertifiedServer().finds("DT0718"))
    #expect(
      !CertifiedServer(main: "smtpd_tls_cert_file = /elsewhere/cert.pem", master: "465 inet n - n - - smtpd\n").finds(
        "DT0718"))
  }
}
