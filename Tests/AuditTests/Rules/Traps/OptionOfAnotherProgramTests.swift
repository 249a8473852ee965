import Audit
import Testing

@Suite("OptionOfAnotherProgram")
struct OptionOfAnotherProgramTests {
  private func finds(_ option: String, _ command: String) -> Bool {
    AuditedTree(main: "", master: AuditedTree.stockMaster + "slow unix - - n - - \(command)\n  -o \(option)\n").finds("DT1209")
  }

  @Test("what the queue manager reads, and a table of another program")
  func bad() {
    #expect(finds("slow_destination_rate_delay=1s", "smtp"))
    #expect(finds("transport_maps=", "smtp"))
  }

  @Test("what the program reads, and names of our own, are right")
  func good() {
    #expect(!finds("smtp_tls_security_level=encrypt", "smtp"))
    #expect(!finds("our_list=reject", "smtp"))
  }
}
