import Audit
import Testing

@Suite("NamedFileMissing")
struct NamedFileMissingTests {
  private func finds(_ files: [String: String]) -> Bool {
    AuditedTree(dovecot: "ssl_cert = </etc/ssl/mail.pem\n", others: files).finds("DT1217")
  }

  @Test("a certificate that is not in its directory")
  func bad() { #expect(finds(["/etc/ssl/other.pem": ""])) }

  @Test("the file is there, or the tree has not even its directory")
  func good() {
    #expect(!finds(["/etc/ssl/mail.pem": ""]))
    #expect(!finds([:]))
  }
}
