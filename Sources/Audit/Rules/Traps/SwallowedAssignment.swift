internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `  mynetworks = 127.0.0.0/8`, indented, below another parameter
struct SwallowedAssignment: Rule {
  let page = RulePage(
    code: "DT1204", title: "An indented line is part of the value above it",
    problem: "A line of main.cf that looks like an assignment begins with white space.",
    consequence: "It is no assignment: its text is added to the value above, which is then wrong too. Nobody warns.",
    fix: "Remove the white space at the start of the line.", exceptions: "A value that really has such text in it.",
    sources: ["postconf(5), file format", "run with Postfix 3.5 to 3.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.diagnosed(["postfix.swallowed-assignment", "postfix.leading-space"], .warning)
  }
}
