import Audit
import Testing

@Suite("VerboseTLSLog")
struct VerboseTLSLogTests {
  @Test(
    "a level for the search of faults",
    arguments: [
      "smtpd_tls_loglevel = 2",
      "smtp_tls_loglevel = 4",
    ])
  func bad(line: String) { #expect(AuditedTree(main: line).finds("DT0734")) }

  @Test(
    "one line for each connection, or none",
    arguments: [
      "smtpd_tls_loglevel = 1",
      "smtpd_tls_loglevel = 0",
      "",
    ])
  func good(line: String) { #expect(!AuditedTree(main: line).finds("DT0734")) }
}
