import Audit
import Testing

@Suite("LoginsWantedAndOff")
struct LoginsWantedAndOffTests {
  private static let master =
    "587 inet n - n - - smtpd\n  -o smtpd_client_restrictions=permit_sasl_authenticated,reject\n"

  @Test("only who has logged in, and nobody can")
  func bad() { #expect(AuditedTree(main: "", master: Self.master).finds("DT0513")) }

  @Test("with logins, or with another way in, it is right")
  func good() {
    #expect(!AuditedTree(main: "smtpd_sasl_auth_enable = yes", master: Self.master).finds("DT0513"))
    let other = Self.master.replacing("permit_sasl", with: "permit_mynetworks,permit_sasl")
    #expect(!AuditedTree(main: "", master: other).finds("DT0513"))
  }
}
