internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `Postfix 3.7.6`
struct TooOldForProtection: Rule {
  let page = RulePage(
    code: "DT0304", title: "Postfix is too old for protection against smuggling",
    problem: "This version of Postfix does not know smtpd_forbid_bare_newline.",
    consequence: "A message can hide in another one (CVE-2023-51764), and no setting closes the hole.",
    fix:
      "Update to 3.5.23, 3.6.13, 3.7.9, 3.8.4 or later. Until then smtpd_data_restrictions = reject_unauth_pipelining helps in part.",
    exceptions: "A distribution that has taken the change into an older version.",
    sources: ["https://www.postfix.org/smtp-smuggling.html"])

  /// The first version of each line that has the protection.
  private static let fixed = [
    ProgramVersion(3, 5, 23), ProgramVersion(3, 6, 13), ProgramVersion(3, 7, 9), ProgramVersion(3, 8, 4),
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    guard let version = server.postfix?.version.version, isTooOld(version) else { return [] }
    return server.listeners.mail.compactMap { listener in
      guard !listener.exposure.is(.loopback),
        !listener.stages.contains(where: { $0.contains("reject_unauth_pipelining") })
      else { return nil }
      return Finding(
        .warning, "Postfix \(version) has no protection against SMTP smuggling.", at: [server.place(listener)],
        listeners: [listener.place])
    }
  }

  private func isTooOld(_ version: ProgramVersion) -> Bool {
    if version < ProgramVersion(3, 5) { return true }
    return Self.fixed.contains { $0[0] == version[0] && $0[1] == version[1] && version < $0 }
  }
}
