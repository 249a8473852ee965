import Audit
import Testing

@Suite("ContinuedIntoNextFile")
struct ContinuedIntoNextFileTests {
  private func finds(_ first: String) -> Bool {
    AuditedTree(
      dovecot: "!include conf.d/*.conf\n",
      others: ["/etc/dovecot/conf.d/10-a.conf": first, "/etc/dovecot/conf.d/20-b.conf": "mail_debug = yes\n"]
    ).finds("DT1221")
  }

  @Test("a file that ends in a backslash")
  func bad() { #expect(finds("mail_plugins = quota \\\n")) }

  @Test("a backslash inside a file is right")
  func good() { #expect(!finds("mail_plugins = quota \\\n  acl\n")) }
}
