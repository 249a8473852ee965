import Audit
import Testing

@Suite("ReadEarlierThanNamed")
struct ReadEarlierThanNamedTests {
  private func finds(_ lost: String, _ won: String) -> Bool {
    AuditedTree(
      dovecot: "!include conf.d/*.conf\n",
      others: ["/etc/dovecot/conf.d/\(lost)": "ssl = required\n", "/etc/dovecot/conf.d/\(won)": "ssl = yes\n"]
    ).finds("DT1202")
  }

  @Test("- sorts before the dot, and 100 before 20")
  func bad() {
    #expect(finds("99-own-ssl.conf", "99-own.conf"))
    #expect(finds("100-own.conf", "20-lmtp.conf"))
  }

  @Test("files in the order of their names are right")
  func good() { #expect(!finds("10-ssl.conf", "99-own.conf")) }
}
