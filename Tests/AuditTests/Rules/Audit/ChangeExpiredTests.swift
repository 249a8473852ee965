import Audit
import Testing

@Suite("ChangeExpired")
struct ChangeExpiredTests {
  private func finds(today: String?) -> Bool {
    let main = "# dovetrail:expires 2026-06-30 legacy-printer/relay\nmynetworks = 127.0.0.0/8 192.0.2.7"
    return AuditedTree(main: main, today: today).finds("DT0002")
  }

  @Test("the day after the last")
  func bad() { #expect(finds(today: "2026-07-01")) }

  @Test("the last day itself, and where nobody says which day it is")
  func good() {
    #expect(!finds(today: "2026-06-30"))
    #expect(!finds(today: nil))
  }
}
