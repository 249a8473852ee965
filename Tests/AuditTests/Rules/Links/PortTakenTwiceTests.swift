import Audit
import Testing

@Suite("PortTakenTwice")
struct PortTakenTwiceTests {
  private static let master = "587 inet n - n - - smtpd\n"

  @Test("both daemons on one port")
  func bad() throws {
    let tree = AuditedTree(dovecot: "protocols = submission\n", main: "", master: Self.master)
    #expect(try #require(tree.findings("DT0610").first).listeners == ["port 587"])
  }

  @Test("closed, or on another address, it is right")
  func good() {
    let closed =
      "protocols = submission\nservice submission-login {\n  inet_listener submission {\n    port = 0\n  }\n}\n"
    #expect(!AuditedTree(dovecot: closed, main: "", master: Self.master).finds("DT0610"))
    let apart = AuditedTree(
      dovecot: "protocols = submission\nlisten = 192.0.2.1\n", main: "", master: "192.0.2.2:587 inet n - n - - smtpd\n")
    #expect(!apart.finds("DT0610"))
  }
}
