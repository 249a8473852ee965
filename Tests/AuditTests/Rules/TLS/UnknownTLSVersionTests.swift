import Audit
import Testing

@Suite("UnknownTLSVersion")
struct UnknownTLSVersionTests {
  private static let base = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\n"

  @Test(
    "a word that is no version, as Postfix 3.7 and 3.10 refuse it",
    arguments: [
      "smtpd_tls_protocols = >=1.2",
      "smtpd_tls_protocols = TLSv1.0",
      "smtpd_tls_protocols = !SSLv2, !TLS1",
    ])
  func bad(line: String) { #expect(AuditedTree(main: Self.base + line).finds("DT0703")) }

  @Test(
    "every spelling that both take",
    arguments: [
      "smtpd_tls_protocols = >=tlsv1.2",
      "smtpd_tls_protocols = >=0x0303",
      "smtpd_tls_protocols = TLSv1.2:TLSv1.3",
      "smtpd_tls_protocols = >=",
    ])
  func good(line: String) { #expect(!AuditedTree(main: Self.base + line).finds("DT0703")) }

  @Test("Dovecot knows the names in any case, and two words besides")
  func dovecot() {
    func finds(_ floor: String) -> Bool {
      AuditedTree(dovecot: "protocols = imap\nssl = yes\nssl_min_protocol = \(floor)\n").finds("DT0703")
    }
    #expect(finds("TLS1.2") && finds("TLSv1.0") && finds("1.2"))
    #expect(!finds("TLSv1.2") && !finds("tlsv1.3") && !finds("ANY") && !finds("LATEST"))
  }
}
