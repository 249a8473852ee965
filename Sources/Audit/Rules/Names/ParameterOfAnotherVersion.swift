internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_forbid_bare_newline = normalize` with Postfix 3.5.18
struct ParameterOfAnotherVersion: Rule {
  let page = RulePage(
    code: "DT1003", title: "A parameter of another version of Postfix",
    problem: "main.cf or master.cf sets a parameter that the installed Postfix does not have, and another version has.",
    consequence: "The line has no effect here: what it protects against or switches on is not there.",
    fix: "Upgrade, or remove the line and reach the aim in the way of this version.",
    exceptions: "One main.cf for machines of several versions.",
    sources: ["postconf -d of Postfix 3.5.25, 3.7.11, 3.10.13 and 3.11.7"])

  func findings(on server: AuditedServer) -> [Finding] {
    UnknownParameters(server).all.compactMap { unknown in
      guard let other = unknown.otherVersion, unknown.suggestion == nil, let postfix = server.postfix else {
        return nil
      }
      return Finding(
        .warning, "Postfix \(postfix.version.version) does not know \(unknown.name); \(other) does.",
        at: unknown.spans.map { Finding.Place(unknown.name, at: $0) })
    }
  }
}
