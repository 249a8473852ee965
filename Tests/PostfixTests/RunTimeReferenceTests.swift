import OracleSupport
import Postfix
import SettingsGraph
import SourceText
import Testing

@Suite("References that are empty at run time")
struct RunTimeReferenceTests {
  /// Parameters, and whether smtpd has their default when it loads its banner.
  private static let loaded: [(name: String, isLoaded: Bool)] = [
    ("smtp_helo_timeout", false), ("smtpd_timeout", false), ("smtpd_delay_reject", false),
    ("smtpd_recipient_limit", true), ("mynetworks_style", true), ("mail_version", true), ("smtpd_use_tls", false),
    ("soft_bounce", true), ("hopcount_limit", false), ("smtpd_history_flush_threshold", true),
    ("tls_high_cipherlist", false), ("smtpd_policy_service_timeout", false), ("message_size_limit", true),
    ("mydestination", true), ("max_idle", true), ("default_process_limit", true), ("smtpd_junk_command_limit", true),
    ("smtpd_upstream_proxy_timeout", false), ("forward_path", false),
  ]

  private func warned(_ reading: Reading) -> [String] {
    reading.configuration.diagnostics.filter { $0.code == "postfix.empty-at-run-time" }.map(\.message)
  }

  @Test("a default of another program, or one that is loaded later, is told", arguments: loaded.indices)
  func banner(index: Int) {
    let (name, isLoaded) = Self.loaded[index]
    let reading = Reading(main: "smtpd_banner = h $\(name)\n", master: "smtp inet n - n - - smtpd\n")
    #expect(warned(reading).contains { $0.hasPrefix("$\(name) is empty when smtpd starts") } == !isLoaded)
  }

  @Test("what is set is there for everybody")
  func explicit() {
    #expect(warned(Reading(main: "smtpd_banner = $smtp_helo_timeout\nsmtp_helo_timeout = 3s\n")).isEmpty)
    let master = "smtp inet n - n - - smtpd -o smtpd_banner=$smtp_helo_timeout -o smtp_helo_timeout=3\n"
    #expect(warned(Reading(main: "", master: master)).isEmpty)
    #expect(
      warned(Reading(main: "", master: "smtp inet n - n - - smtpd -o smtpd_banner=$smtp_helo_timeout\n")).count == 1)
  }

  @Test("the installed smtpd greets with the same blanks")
  func realSmtpd() async throws {
    let root = DebianRoot.bookworm
    guard root.isAvailable() else { return }
    let tree = try TemporaryTree()
    try tree.write("sleepless.so", try await Sleepless.library)
    let base = "compatibility_level = 2\nmyhostname = h.example\nlocal_recipient_maps =\nalias_maps =\n"
    for (index, item) in Self.loaded.enumerated() {
      try tree.write("c/\(index)/main.cf", base + "smtpd_banner = h <$\(item.name)>\n").write(
        "c/\(index)/master.cf", "")
    }
    let script = """
      find /c -exec touch -d @1700000000 {} +
      i=0
      while [ $i -lt \(Self.loaded.count) ]; do
      echo QUIT | chroot --userspec=postfix / env MAIL_CONFIG=/c/$i LD_PRELOAD=/sleepless.so \\
        timeout 20 /usr/lib/postfix/sbin/smtpd -S 2>/dev/null | head -n 1
      i=$((i+1))
      done
      """
    let run = try await root.run(["sh", "-c", script], tree: tree.path, seconds: 300)
    let greetings = run.output.split(separator: 10).map(\.text)
    try #require(greetings.count == Self.loaded.count)
    for (item, greeting) in zip(Self.loaded, greetings) {
      #expect(greeting.contains("<>") == !item.isLoaded, "\(item.name): \(greeting)")
    }
  }
}
