import Audit
import SettingsGraph
import SourceText
import Testing

@Suite("CacheForgetsFailures")
struct CacheForgetsFailuresTests {
  private static let base = "protocols = imap\n"

  @Test(
    "a cache for good answers alone",
    arguments: [
      "auth_cache_size = 10M\nauth_cache_negative_ttl = 0"
    ])
  func bad(line: String) throws {
    #expect(try #require(AuditedTree(dovecot: Self.base + line).findings("DT0820").first).severity == .note)
  }

  @Test(
    "the default, no cache, or some minutes",
    arguments: [
      "auth_cache_size = 10M",
      "auth_cache_negative_ttl = 0",
      "auth_cache_size = 10M\nauth_cache_negative_ttl = 5 mins",
    ])
  func good(line: String) { #expect(!AuditedTree(dovecot: Self.base + line).finds("DT0820")) }
}
