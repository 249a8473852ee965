import Audit
import SourceText
import Testing

@Suite("PolicyVersions")
struct PolicyVersionsTests {
  private func finds(_ policy: String, _ floor: String, others: [String: String] = [:]) -> Bool {
    AuditedTree(
      dovecot: "protocols = imap\nssl = required\nssl_min_protocol = \(floor)\n", others: others, policies: [policy]
    ).finds("DT1301")
  }

  @Test(
    "a floor below the policy's, by policy",
    arguments: [
      ("mozilla-modern", "TLSv1.2"), ("mozilla-intermediate", "TLSv1.1"), ("rfc8996", "TLSv1"), ("rfc8314", "TLSv1.1"),
      ("mozilla-old", "SSLv3"),
    ])
  func bad(policy: String, floor: String) { #expect(finds(policy, floor)) }

  @Test(
    "the policy's own floor, or a higher one",
    arguments: [
      ("mozilla-modern", "TLSv1.3"), ("mozilla-intermediate", "TLSv1.2"), ("rfc8996", "TLSv1.3"),
      ("rfc8314", "TLSv1.2"), ("mozilla-old", "TLSv1"),
    ])
  func good(policy: String, floor: String) { #expect(!finds(policy, floor)) }

  @Test("nothing without a policy, and nothing of a version that OpenSSL 3 has no more")
  func other() {
    #expect(!AuditedTree(dovecot: "protocols = imap\nssl = required\nssl_min_protocol = TLSv1\n").finds("DT1301"))
    let packages = "Package: libssl3\nStatus: install ok installed\nVersion: 3.0.20-1\n\n"
    #expect(!finds("rfc8996", "TLSv1", others: ["/var/lib/dpkg/status": packages]))
  }

  @Test("port 25 is judged too, one step less, and not by what is about logins alone")
  func servers() throws {
    let main = "smtpd_tls_security_level = may\nsmtpd_tls_cert_file = /etc/x.pem\nsmtpd_tls_protocols = >=TLSv1"
    let tree = AuditedTree(main: main, policies: ["rfc8996"])
    #expect(try #require(tree.findings("DT1301").first).severity == .note)
    #expect(!AuditedTree(main: main, policies: ["rfc8314"]).finds("DT1301"))
  }
}
