internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `compatibility_level = 0`, or none
struct OldCompatibilityLevel: Rule {
  let page = RulePage(
    code: "DT1008", title: "Postfix keeps defaults of the past",
    problem:
      "compatibility_level is missing or low, and parameters that nobody wrote have the defaults of old versions.",
    consequence:
      "mynetworks holds the whole subnet, relay_domains all of mydestination, and below level 1 the relay restrictions are empty. Postfix logs: using backwards-compatible default setting.",
    fix: "Write the values that you rely on, then raise compatibility_level to the version's own.",
    exceptions: "The values are written out, or the old defaults are meant.",
    sources: ["COMPATIBILITY_README", "postconf -d at levels 0, 1, 2 and 3.6 with Postfix 3.5 to 3.11"])

  /// The level from which each default is another, and since when that level is known.
  private static let changed: [(name: String, level: CompatibilityLevel, since: ProgramVersion)] = [
    ("append_dot_mydomain", CompatibilityLevel(1), ProgramVersion(3, 0)),
    ("smtpd_relay_restrictions", CompatibilityLevel(1), ProgramVersion(3, 0)),
    ("mynetworks_style", CompatibilityLevel(2), ProgramVersion(3, 0)),
    ("relay_domains", CompatibilityLevel(2), ProgramVersion(3, 0)),
    ("smtpd_relay_before_recipient_restrictions", CompatibilityLevel(3, 6), ProgramVersion(3, 6)),
    ("smtpd_tls_fingerprint_digest", CompatibilityLevel(3, 6), ProgramVersion(3, 6)),
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    guard let postfix = server.postfix, let level = server.postfix("compatibility_level"),
      let own = CompatibilityLevel(level.text.utf8)
    else { return [] }
    let old = Self.changed.filter { changed in
      guard own < changed.level, postfix.version.version >= changed.since else { return false }
      return !isSettled(changed.name, server)
    }.map(\.name)
    guard !old.isEmpty else { return [] }
    let place =
      level.isWritten ? server.place(level) : Finding.Place("compatibility_level", at: nil, path: mainFile(postfix))
    return [
      Finding(
        .note,
        "\(server.text(level)) keeps the old default\(old.count == 1 ? "" : "s") of \(old.joined(separator: ", ")).",
        at: [place])
    ]
  }

  private func isSettled(_ name: String, _ server: AuditedServer) -> Bool {
    let isWritten = server.postfix(name)?.isWritten ?? true
    return isWritten || name == "mynetworks_style" && server.postfix("mynetworks")?.isWritten == true
  }

  private func mainFile(_ postfix: PostfixConfiguration) -> String {
    postfix.directory.appending("main.cf".utf8).description
  }
}
