import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("BreakableCiphers")
struct BreakableCiphersTests {
  private func dovecot(_ list: String) -> AuditedTree {
    AuditedTree(dovecot: "protocols = imap\nssl = required\nssl_cipher_list = \(list)\n")
  }

  private func postfix(_ lines: String) -> AuditedTree {
    AuditedTree(main: "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\n\(lines)")
  }

  @Test(
    "suites without encryption, without a certificate, or with MD5, where the level lets them through",
    arguments: [
      ("ALL:COMPLEMENTOFALL:@SECLEVEL=0", Finding.Severity.error), ("ALL:!kRSA:@SECLEVEL=0", .warning),
      ("NULL-MD5:@SECLEVEL=0", .error),
    ])
  func bad(list: String, severity: Finding.Severity) throws {
    #expect(try #require(dovecot(list).findings("DT0706").first).severity == severity)
  }

  @Test("a name that only an old OpenSSL still has weighs less where the packages say that it is gone")
  func oldNames() throws {
    let list = "HIGH:RC4-SHA:kRSA+3DES"
    #expect(try #require(dovecot(list).findings("DT0706").first).severity == .warning)
    let packages = "Package: libssl3\nStatus: install ok installed\nVersion: 3.0.20-1\n\n"
    let known = AuditedTree(
      dovecot: "protocols = imap\nssl = required\nssl_cipher_list = \(list)\n",
      others: ["/var/lib/dpkg/status": packages])
    let finding = try #require(known.findings("DT0706").first)
    #expect(finding.severity == .note && finding.message.contains("RC4-SHA and 1 more"))
  }

  @Test("Postfix' grade null, by its list and its exclusions")
  func grades() {
    #expect(postfix("smtpd_tls_ciphers = null").finds("DT0706"))
    #expect(!postfix("smtpd_tls_ciphers = null\nsmtpd_tls_exclude_ciphers = eNULL").finds("DT0706"))
    #expect(!postfix("smtpd_tls_mandatory_ciphers = null").finds("DT0706"))
    #expect(postfix("tls_medium_cipherlist = ALL:eNULL").finds("DT0706"))
  }

  @Test(
    "the defaults, exclusions of what is broken, and what the security level takes out",
    arguments: ["HIGH:!aNULL:!MD5:!RC4:!3DES", "ALL:!kRSA", "ALL:COMPLEMENTOFALL", "-RC4:AES128-SHA:+3DES"])
  func good(list: String) { #expect(!dovecot(list).finds("DT0706")) }

  @Test("Postfix' own lists, which begin with suites without a certificate")
  func defaults() {
    #expect(!postfix("").finds("DT0706"))
    #expect(!postfix("smtpd_tls_ciphers = high\nsmtpd_tls_exclude_ciphers = RC4, 3DES").finds("DT0706"))
  }
}
