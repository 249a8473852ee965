import Audit
import Testing

@Suite("GuessingNotSlowed")
struct GuessingNotSlowedTests {
  private static let base = "protocols = imap\n"

  @Test(
    "no pause",
    arguments: [
      "auth_failure_delay = 0",
      "auth_failure_delay = 0 secs",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0815")) }

  @Test(
    "a pause, or nobody outside",
    arguments: [
      "auth_failure_delay = 2 secs",
      "",
      "auth_failure_delay = 5s",
      "listen = 127.0.0.1\nauth_failure_delay = 0",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0815")) }
}
