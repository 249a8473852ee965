import Audit
import Testing

@Suite("SubmissionForStrangers")
struct SubmissionForStrangersTests {
  private static let main = "smtpd_sasl_auth_enable = yes\nsmtpd_tls_security_level = encrypt\n"
  private static let master = "587 inet n - n - - smtpd\n"

  @Test("no list that ends with reject")
  func bad() throws {
    let found = AuditedTree(main: Self.main, master: Self.master).findings("DT0502")
    #expect(try #require(found.first).listeners == ["port 587"])
  }

  @Test("a reject in one of the lists, the port of servers, and nobody who logs in are right")
  func good() {
    for list in ["client", "relay", "recipient", "sender"] {
      let option = "  -o { smtpd_\(list)_restrictions = permit_sasl_authenticated, reject }\n"
      #expect(!AuditedTree(main: Self.main, master: Self.master + option).finds("DT0502"))
    }
    #expect(!AuditedTree(main: Self.main).finds("DT0502"))
    #expect(!AuditedTree(main: "", master: Self.master).finds("DT0502"))
  }
}
