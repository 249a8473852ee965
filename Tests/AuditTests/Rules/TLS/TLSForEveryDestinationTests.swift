import Audit
import Testing

@Suite("TLSForEveryDestination")
struct TLSForEveryDestinationTests {
  @Test(
    "mandatory TLS for the whole world",
    arguments: [
      "smtp_tls_security_level = encrypt",
      "smtp_tls_security_level = verify",
    ])
  func bad(line: String) { #expect(AuditedTree(main: line).finds("DT0713")) }

  @Test(
    "opportunistic TLS, or a relay",
    arguments: [
      "smtp_tls_security_level = may",
      "smtp_tls_security_level = encrypt\nrelayhost = [relay.example.net]:587",
      "smtp_tls_security_level = secure\ntransport_maps = hash:/etc/postfix/transport",
    ])
  func good(line: String) { #expect(!AuditedTree(main: line).finds("DT0713")) }
}
