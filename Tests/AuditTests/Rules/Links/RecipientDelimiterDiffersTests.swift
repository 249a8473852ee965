import Audit
import Testing

@Suite("RecipientDelimiterDiffers")
struct RecipientDelimiterDiffersTests {
  private static let master = AuditedTree.stockMaster + "lmtp unix - - n - - lmtp\n"
  private static let dovecot =
    "protocols = lmtp\nservice lmtp {\n  unix_listener /var/spool/postfix/private/l {\n    mode = 0666\n  }\n}\n"
  private func tree(_ delimiter: String, more: String = "") -> AuditedTree {
    AuditedTree(
      dovecot: Self.dovecot + more,
      main: "virtual_transport = lmtp:unix:private/l\nrecipient_delimiter = \(delimiter)\n",
      master: Self.master)
  }

  @Test("another delimiter, and one more")
  func bad() {
    #expect(tree("-").finds("DT0614"))
    #expect(tree("+-").finds("DT0614"))
  }

  @Test("the same, none, or one that Dovecot has too is right")
  func good() {
    #expect(!tree("+").finds("DT0614"))
    #expect(!tree("").finds("DT0614"))
    #expect(!tree("-", more: "recipient_delimiter = +-\n").finds("DT0614"))
    #expect(!AuditedTree(dovecot: Self.dovecot, main: "recipient_delimiter = -").finds("DT0614"))
  }
}
