import Audit
import SettingsGraph
import Testing

@Suite("POP3NumbersNotUnique")
struct POP3NumbersNotUniqueTests {
  private static let base = "protocols = imap pop3\n"

  @Test(
    "a number without the validity",
    arguments: [
      "pop3_uidl_format = %u",
      "pop3_uidl_format = %08Xu",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0813")) }

  @Test(
    "the validity with it, or a value of the message",
    arguments: [
      "pop3_uidl_format = %08Xu%08Xv",
      "pop3_uidl_format = %v.%u",
      "pop3_uidl_format = %f",
      "pop3_uidl_format = %Mf",
      "",
      "pop3_uidl_format = %m",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0813")) }

  @Test("without POP3 nobody asks, and 2.4 writes the words out")
  func others() {
    #expect(!AuditedTree(dovecot: "protocols = imap\npop3_uidl_format = %u\n").finds("DT0813"))
    let new = "dovecot_config_version = 2.4.1\ndovecot_storage_version = 2.4.1\nprotocols = pop3\npop3_uidl_format = "
    func finds(_ format: String) -> Bool {
      AuditedTree(dovecot: new + format + "\n", dovecotVersion: ProgramVersion(2, 4, 1)).finds("DT0813")
    }
    #expect(finds("%{uid | hex(8)}") && !finds("%{uid | hex(8)}%{uidvalidity | hex(8)}"))
  }
}
