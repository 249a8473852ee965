import OracleSupport
import Postfix
import SourceText
import Testing

@Suite("What makes smtpd give up when it starts")
struct SmtpdStartUpTests {
  /// main.cf, and what smtpd says behind `fatal: `.
  private static let relay =
    "in parameter smtpd_relay_restrictions or smtpd_recipient_restrictions, specify at least one working instance of: "
    + "reject_unauth_destination, defer_unauth_destination, reject, defer, defer_if_permit or check_relay_domains"

  private static let cases: [(main: String, message: String?)] = [
    ("", nil), ("smtpd_relay_restrictions =", relay),
    ("smtpd_relay_restrictions = permit_mynetworks, permit, reject", relay),
    ("smtpd_relay_restrictions = warn_if_reject reject", relay), ("smtpd_relay_restrictions = REJECT", nil),
    ("smtpd_relay_restrictions = check_recipient_access static:reject", relay),
    ("smtpd_relay_restrictions = check_recipient_access reject", nil),
    ("smtpd_relay_restrictions =\nsmtpd_recipient_restrictions = $mine\nmine = defer", nil),
    ("smtpd_relay_restrictions = k\nsmtpd_restriction_classes = k\nk = reject", nil),
    ("smtpd_relay_restrictions = k\nsmtpd_restriction_classes = k\nk = permit, reject", relay),
    ("smtpd_relay_restrictions = k, reject\nsmtpd_restriction_classes = k\nk = permit", nil),
    ("smtpd_restriction_classes = k, m\nk = reject", "restriction class `m' needs a definition"),
    ("smtpd_restriction_classes = reject", "restriction class `reject' needs a definition"),
    ("unknown_address_tempfail_action = foo", "bad configuration: unknown_address_tempfail_action = foo"),
    ("unverified_sender_tempfail_action = Defer", nil),
    ("smtpd_helo_required = true", "bad boolean configuration: smtpd_helo_required = true"),
    ("smtpd_timeout = 5y", "parameter smtpd_timeout: bad time value or unit: 5y"),
    ("smtpd_recipient_limit = 0", "invalid smtpd_recipient_limit parameter value 0 < 1"),
    ("virtual_alias_maps = /x", "open dictionary: expecting \"type:name\" form instead of \"/x\""),
    ("smtpd_client_restrictions = bogus", nil), ("smtpd_client_restrictions = check_client_access nosuch:/x", nil),
    ("notify_classes = foo", "unknown notify_classes value \"foo\" in \"foo\""),
    ("smtpd_tls_security_level = bogus", "Invalid TLS level \"bogus\""),
  ]

  private static let base = """
    compatibility_level = 2
    myhostname = h.example
    local_recipient_maps =
    alias_maps =
    mynetworks = 127.0.0.0/8

    """

  @Test("every refusal is told in smtpd's words, and nothing else", arguments: cases.indices)
  func refusals(index: Int) {
    let (main, message) = Self.cases[index]
    let reading = Reading(main: Self.base + main + "\n", master: "smtp inet n - n - - smtpd\n")
    let refused = reading.configuration.diagnostics.filter(\.isRefusedByDaemon).compactMap(\.daemonMessage)
    #expect(refused == [message].compactMap(\.self))
  }

  @Test("the installed smtpd refuses the same, in the same words", arguments: [DebianRoot.bookworm, .trixie])
  func realSmtpd(root: DebianRoot) async throws {
    guard root.isAvailable() else { return }
    let tree = try TemporaryTree()
    try tree.write("sleepless.so", try await Sleepless.library)
    for (index, item) in Self.cases.enumerated() {
      try tree.write("c/\(index)/main.cf", Self.base + item.main + "\n").write("c/\(index)/master.cf", "")
    }
    // As the mail system's own user, since smtpd -S of root does not look at restrictions.
    let script = """
      find /c -exec touch -d @1700000000 {} +
      i=0
      while [ $i -lt \(Self.cases.count) ]; do
      printf '\\001'
      echo QUIT | chroot --userspec=postfix / env MAIL_CONFIG=/c/$i LD_PRELOAD=/sleepless.so \\
        timeout 20 /usr/lib/postfix/sbin/smtpd -S 2>&1
      i=$((i+1))
      done
      """
    let run = try await root.run(["sh", "-c", script], tree: tree.path, seconds: 300)
    let answers = run.output.split(separator: 1, omittingEmptySubsequences: false).dropFirst().map(\.text)
    try #require(answers.count == Self.cases.count)
    for (item, answer) in zip(Self.cases, answers) {
      let fatal = answer.split(separator: "\n").first { $0.hasPrefix("fatal: ") }.map { String($0.dropFirst(7)) }
      #expect(fatal == item.message, "\(item.main)")
    }
  }
}
