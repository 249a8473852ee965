internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `smtpd_helo_required = true`, a section that is not closed, `auth_allow_cleartext = yes` with `ssl = required` in 2.4
struct DaemonRefuses: Rule {
  let page = RulePage(
    code: "DT1214", title: "The daemon refuses the configuration",
    problem: "A line is so wrong that the daemon, or one of its programs, ends with an error instead of running.",
    consequence: "It does not start; one that runs keeps its old configuration until it is restarted.",
    fix: "Correct the line: doveconf -n, postfix check and the log have the daemon's own words.", exceptions: "None.",
    sources: ["doveconf -n of 2.3.13, 2.3.19.1, 2.4.1 and 2.4.5", "postconf and the programs of Postfix 3.5 to 3.11"])

  /// Told by rules of their own.
  private static let elsewhere: Set<String> = [
    "dovecot.unknown-setting", "dovecot.unknown-section", "dovecot.missing-config-version",
    "dovecot.bad-config-version", "dovecot.changed-config-version", "dovecot.missing-storage-version",
    "postfix.unexpected-argument", "postfix.option-syntax", "postfix.comment-ends-list", "postfix.restriction",
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    server.server.diagnostics.filter { $0.isRefusedByDaemon && !Self.elsewhere.contains($0.code) }.map {
      server.diagnosed($0, .error, advising: true)
    }
  }
}
