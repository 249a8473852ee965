import Audit
import SourceText
import Testing

@Suite("InternalListenerOnNetwork")
struct InternalListenerOnNetworkTests {
  private static func service(_ name: String, _ more: String = "") -> String {
    "protocols = lmtp\nservice \(name) {\n  inet_listener x {\n    port = 2424\n    \(more)\n  }\n}\n"
  }

  @Test("on every address", arguments: [("lmtp", Finding.Severity.warning), ("auth", .error)])
  func bad(service: String, severity: Finding.Severity) throws {
    let found = AuditedTree(dovecot: Self.service(service)).findings("DT0611")
    #expect(try #require(found.first).severity == severity)
  }

  @Test("on the machine itself, in a private network, or for people it is right")
  func good() {
    #expect(!AuditedTree(dovecot: Self.service("lmtp", "address = 127.0.0.1")).finds("DT0611"))
    #expect(!AuditedTree(dovecot: Self.service("auth", "address = 10.0.0.5")).finds("DT0611"))
    #expect(!AuditedTree(dovecot: "protocols = imap\n").finds("DT0611"))
  }
}
