import Audit
import SourceText
import Testing

@Suite("PolicyCleartext")
struct PolicyCleartextTests {
  private func finds(_ dovecot: String, _ policy: String = "rfc8314") -> Bool {
    AuditedTree(dovecot: "protocols = imap\n" + dovecot, policies: [policy]).finds("DT1304")
  }

  @Test("passwords, and challenges, without TLS")
  func bad() {
    #expect(finds("ssl = yes\ndisable_plaintext_auth = no\n"))
    #expect(finds("ssl = yes\nauth_mechanisms = plain cram-md5\n"))
  }

  @Test("TLS is required, the listener is the machine's own, or another policy is asked for")
  func good() {
    #expect(!finds("ssl = required\ndisable_plaintext_auth = no\n"))
    #expect(!finds("listen = 127.0.0.1\nssl = yes\ndisable_plaintext_auth = no\n"))
    #expect(!finds("ssl = yes\ndisable_plaintext_auth = no\n", "mozilla-old"))
  }
}
