import Audit
import SettingsGraph
import Testing

@Suite("PasswordsWithoutTLS")
struct PasswordsWithoutTLSTests {
  private static let login = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = may\n"
  private static let submission = "submission inet n - n - - smtpd\n"

  @Test("one setting of Postfix is one finding for all its ports")
  func badPostfix() throws {
    let tree = AuditedTree(main: Self.login, master: AuditedTree.stockMaster + Self.submission)
    #expect(tree.findings("DT0501").map(\.listeners) == [["port 25", "port 587"]])
  }

  @Test("Dovecot before TLS, by the version's own setting")
  func badDovecot() {
    #expect(AuditedTree(dovecot: "protocols = imap\ndisable_plaintext_auth = no\n").finds("DT0501"))
    let new =
      "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nprotocols = imap\nauth_allow_cleartext = yes\n"
    #expect(AuditedTree(dovecot: new, dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT0501"))
  }

  @Test("TLS first, challenges alone, loopback and nobody who logs in are right")
  func good() {
    #expect(!AuditedTree(main: Self.login + "smtpd_tls_auth_only = yes\n", master: Self.submission).finds("DT0501"))
    #expect(!AuditedTree(main: Self.login + "smtpd_sasl_security_options = noplaintext, noanonymous\n").finds("DT0501"))
    #expect(!AuditedTree(main: Self.login + "inet_interfaces = loopback-only\n").finds("DT0501"))
    #expect(!AuditedTree(main: "smtpd_tls_security_level = may\n").finds("DT0501"))
    let moot = "protocols = imap\nssl = required\ndisable_plaintext_auth = no\n"
    #expect(!AuditedTree(dovecot: moot).finds("DT0501"))
  }
}
