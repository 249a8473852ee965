internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `mail_plugins = quota \`, then a comment, then `acl`
struct LostByComment: Rule {
  let page = RulePage(
    code: "DT1205", title: "A comment throws away half of a value",
    problem: "Inside a value that a backslash continues stands a comment or an empty line.",
    consequence: "Dovecot drops what stood before it, without a warning.",
    fix: "Move the comment above the assignment.", exceptions: "None.",
    sources: ["run with Dovecot 2.3.13, 2.3.19.1, 2.4.1 and 2.4.5"])

  func findings(on server: AuditedServer) -> [Finding] { server.diagnosed(["dovecot.lost-by-comment"], .warning) }
}
