import Audit
import SettingsGraph
import Testing

@Suite("ClientCertificateWithoutCA")
struct ClientCertificateWithoutCATests {
  private static let tls = "protocols = imap\nssl = yes\n"
  private static let new = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\n" + tls

  @Test("certificates of clients without a CA, in both languages")
  func bad() {
    #expect(AuditedTree(dovecot: Self.tls + "ssl_verify_client_cert = yes\n").finds("DT0716"))
    #expect(
      AuditedTree(
        dovecot: Self.new + "ssl_server_request_client_cert = yes\n", dovecotVersion: ProgramVersion(2, 4, 1)
      ).finds("DT0716"))
  }

  @Test("with a CA, or not asked for")
  func good() {
    #expect(!AuditedTree(dovecot: Self.tls + "ssl_verify_client_cert = yes\nssl_ca = </etc/ca.pem\n").finds("DT0716"))
    #expect(!AuditedTree(dovecot: Self.tls + "ssl_verify_client_cert = no\n").finds("DT0716"))
    let named = "ssl_server_request_client_cert = yes\nssl_server_ca_file = /etc/ca.pem\n"
    #expect(!AuditedTree(dovecot: Self.new + named, dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT0716"))
  }
}
