import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("TableMissing")
struct TableMissingTests {
  private static let main = "transport_maps = hash:/etc/postfix/transport"

  @Test("neither source nor index, and a table without an index")
  func bad() {
    let whole = AuditedTree(main: Self.main, others: ["/usr/sbin/postfix": ""])
    #expect(whole.findings("DT1101").map(\.severity) == [.error])
    #expect(AuditedTree(main: "smtpd_client_restrictions = check_client_access cidr:/etc/postfix/no").finds("DT1101"))
  }

  @Test("in a copy of /etc alone it is a note")
  func copy() { #expect(AuditedTree(main: Self.main).findings("DT1101").map(\.severity) == [.note]) }

  @Test("a table that is there, a cache, and one in a directory that the tree does not have, are right")
  func good() {
    #expect(!AuditedTree(main: Self.main, others: ["/etc/postfix/transport.db": ""]).finds("DT1101"))
    #expect(!AuditedTree(main: "smtpd_tls_session_cache_database = btree:/etc/postfix/cache").finds("DT1101"))
    #expect(!AuditedTree(main: "transport_maps = hash:/srv/mail/transport").finds("DT1101"))
  }
}
