import Audit
import Testing

@Suite("SecretOnCommandLine")
struct SecretOnCommandLineTests {
  private func finds(_ option: String) -> Bool {
    AuditedTree(main: "", master: AuditedTree.stockMaster + "relay unix - - n - - smtp\n  -o \(option)\n").finds(
      "DT0907")
  }

  @Test("a password in an option")
  func bad() { #expect(finds("smtp_sasl_password_maps=static:user:example")) }

  @Test("a table in an option, or a password in main.cf, is right here")
  func good() {
    #expect(!finds("smtp_sasl_password_maps=hash:/etc/postfix/sasl"))
    #expect(!AuditedTree(main: "smtp_sasl_password_maps = static:user:example").finds("DT0907"))
  }
}
