internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_securty_level = may`
struct MisspeltParameter: Rule {
  let page = RulePage(
    code: "DT1002", title: "A parameter that nothing reads",
    problem: "main.cf or master.cf sets a name that no program of Postfix, no transport and no other value reads.",
    consequence: "The line has no effect. Postfix starts without a word; only postconf warns.",
    fix: "Correct the name, or remove the line.", exceptions: "A name that another program looks for in main.cf.",
    sources: ["postconf: unused parameter", "run with Postfix 3.5, 3.7, 3.10 and 3.11"])

  /// To look for a near name costs a comparison with every known one.
  private static let maximum = 200

  func findings(on server: AuditedServer) -> [Finding] {
    UnknownParameters(server).all.prefix(Self.maximum).compactMap { unknown in
      guard unknown.otherVersion == nil || unknown.suggestion != nil else { return nil }
      let hint = unknown.suggestion.map { " \($0) is near." } ?? ""
      return Finding(
        unknown.suggestion == nil ? .note : .warning, "Nothing reads \(unknown.name).\(hint)",
        at: unknown.spans.map { Finding.Place(unknown.name, at: $0) })
    }
  }
}
