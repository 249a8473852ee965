import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("CertificateOfOtherName")
struct CertificateOfOtherNameTests {
  @Test("a name of local_name or of smtpd that it does not have")
  func bad() {
    #expect(
      CertifiedServer(dovecot: "local_name imap.example.com {\n  ssl_cert = </etc/mail/cert.pem\n}\n").finds("DT0723"))
    #expect(CertifiedServer(main: "myhostname = smtp.example.com").finds("DT0723"))
  }

  @Test("a name or wildcard that it has; of a self-signed one something else is told")
  func good() {
    #expect(!CertifiedServer(main: "myhostname = mail.example.net").finds("DT0723"))
    #expect(
      !CertifiedServer(dovecot: "local_name imap.example.org {\n  ssl_cert = </etc/mail/cert.pem\n}\n").finds("DT0723"))
    #expect(
      !CertifiedServer(PEMSamples.selfSigned, key: PEMSamples.selfSignedKey, main: "myhostname = smtp.example.com")
        .finds("DT0723"))
  }

  @Test("a wildcard stands for one label")
  func wildcard() {
    #expect(!CertifiedServer(main: "myhostname = a.example.org").finds("DT0723"))
    #expect(CertifiedServer(main: "myhostname = a.b.example.org").finds("DT0723"))
  }
}
