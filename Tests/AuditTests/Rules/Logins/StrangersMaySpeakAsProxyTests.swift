import Audit
import Testing

@Suite("StrangersMaySpeakAsProxy")
struct StrangersMaySpeakAsProxyTests {
  private static let base = "protocols = imap\n"

  @Test(
    "a listener for proxies that believes strangers",
    arguments: [
      "service imap-login {\n  inet_listener imap {\n    haproxy = yes\n  }\n}\nhaproxy_trusted_networks = 0.0.0.0/0\n",
      "service imap-login {\n  inet_listener imap {\n    haproxy = yes\n  }\n}\nhaproxy_trusted_networks = 192.0.2.1 198.51.0.0/16\n",
    ])
  func bad(line: String) { #expect(AuditedTree(dovecot: Self.base + line).finds("DT0809")) }

  @Test(
    "one proxy, or no listener for them",
    arguments: [
      "service imap-login {\n  inet_listener imap {\n    haproxy = yes\n  }\n}\nhaproxy_trusted_networks = 192.0.2.1\n",
      "haproxy_trusted_networks = 0.0.0.0/0\n",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0809")) }
}
