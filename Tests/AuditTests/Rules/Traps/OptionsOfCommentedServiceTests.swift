import Audit
import Testing

@Suite("OptionsOfCommentedService")
struct OptionsOfCommentedServiceTests {
  private static let options = "  -o smtpd_tls_security_level=encrypt\n"

  @Test("live options below a service in a comment")
  func bad() {
    let master = AuditedTree.stockMaster + "#submission inet n - y - - smtpd\n" + Self.options
    #expect(AuditedTree(main: "", master: master).finds("DT1208"))
  }

  @Test("a live service, or options that are comments too, are right")
  func good() {
    let live = AuditedTree.stockMaster + "submission inet n - y - - smtpd\n" + Self.options
    #expect(!AuditedTree(main: "", master: live).finds("DT1208"))
    let commented = AuditedTree.stockMaster + "#submission inet n - y - - smtpd\n#" + Self.options
    #expect(!AuditedTree(main: "", master: commented).finds("DT1208"))
  }
}
