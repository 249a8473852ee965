import Audit
import OracleSupport
import SettingsGraph
import SourceText
import Testing

@Suite("EncryptedKey")
struct EncryptedKeyTests {
  @Test("a locked key")
  func bad() {
    #expect(CertifiedServer(key: PEMSamples.lockedKey).finds("DT0731"))
  }

  @Test("an open one, or Dovecot with the password")
  func good() {
    #expect(!CertifiedServer().finds("DT0731"))
    #expect(
      !CertifiedServer(
        key: PEMSamples.lockedKey, dovecot: "ssl_key_password = x\n", main: "smtpd_tls_security_level = none"
      ).finds("DT0731"))
  }
}
