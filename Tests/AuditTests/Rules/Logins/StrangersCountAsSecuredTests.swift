import Audit
import Testing

@Suite("StrangersCountAsSecured")
struct StrangersCountAsSecuredTests {
  private static let base = "protocols = imap\n"

  @Test(
    "everybody, or a wide public network",
    arguments: [
      "login_trusted_networks = 0.0.0.0/0",
      "login_trusted_networks = ::/0",
      "login_trusted_networks = 198.51.0.0/16",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0808")) }

  @Test(
    "the machine, private networks, one host, and nobody outside",
    arguments: [
      "login_trusted_networks = 127.0.0.0/8 10.0.0.0/8",
      "login_trusted_networks = 192.0.2.7",
      "",
      "listen = 127.0.0.1\nlogin_trusted_networks = 0.0.0.0/0",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0808")) }
}
