import Audit
import Testing

@Suite("ClientCertificateNotAsked")
struct ClientCertificateNotAskedTests {
  private static let base = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\n"

  @Test(
    "a permit for certificates that nobody asks for",
    arguments: [
      "smtpd_relay_restrictions = permit_tls_clientcerts, reject_unauth_destination",
      "smtpd_client_restrictions = check_ccert_access hash:/etc/postfix/certs",
    ])
  func bad(line: String) { #expect(AuditedTree(main: Self.base + line).finds("DT0715")) }

  @Test(
    "asked for, or no permit",
    arguments: [
      "smtpd_relay_restrictions = permit_tls_clientcerts, reject_unauth_destination\nsmtpd_tls_ask_ccert = yes",
      "smtpd_tls_req_ccert = yes\nsmtpd_relay_restrictions = permit_tls_all_clientcerts, reject_unauth_destination",
      "smtpd_relay_restrictions = reject_unauth_destination",
    ])
  func good(line: String) { #expect(!AuditedTree(main: Self.base + line).finds("DT0715")) }
}
