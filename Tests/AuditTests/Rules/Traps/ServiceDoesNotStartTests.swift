import Audit
import Testing

@Suite("ServiceDoesNotStart")
struct ServiceDoesNotStartTests {
  private func finds(_ options: String) -> Bool {
    AuditedTree(main: "", master: AuditedTree.stockMaster + "587 inet n - n - - smtpd\n  \(options)\n").finds("DT1210")
  }

  @Test("blanks in an option")
  func bad() { #expect(finds("-o smtpd_client_restrictions=permit_sasl_authenticated, reject")) }

  @Test("no blanks, or braces, are right")
  func good() {
    #expect(!finds("-o smtpd_client_restrictions=permit_sasl_authenticated,reject"))
    #expect(!AuditedTree(main: "", master: "lmtp unix - - n - - lmtp flags=O\n").finds("DT1210"))
    #expect(!finds("-o { smtpd_client_restrictions = permit_sasl_authenticated, reject }"))
  }
}
