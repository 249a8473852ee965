import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("OptionOfAnotherProgram")
struct OptionOfAnotherProgramTests {
  private func finds(_ option: String, _ command: String) -> Bool {
    AuditedTree(main: "", master: AuditedTree.stockMaster + "slow unix - - n - - \(command)\n  -o \(option)\n").finds(
      "DT1209")
  }

  @Test("what the queue manager reads, and a table of another program")
  func bad() {
    #expect(finds("slow_destination_rate_delay=1s", "smtp"))
    #expect(finds("transport_maps=", "smtp"))
  }

  @Test("an option that says what main.cf says is a note")
  func same() {
    let master = AuditedTree.stockMaster + "  -o transport_maps=\n"
    #expect(AuditedTree(main: "", master: master).findings("DT1209").map(\.severity) == [.note])
    let other = master.replacing("transport_maps=", with: "transport_maps=hash:/etc/postfix/t")
    #expect(AuditedTree(main: "", master: other).findings("DT1209").map(\.severity) == [.warning])
  }

  @Test("what the program reads, and names of our own, are right")
  func good() {
    #expect(!finds("smtp_tls_security_level=encrypt", "smtp"))
    #expect(!finds("our_list=reject", "smtp"))
  }
}
