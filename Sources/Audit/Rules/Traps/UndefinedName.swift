internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `smtpd_banner = $myhostnam ESMTP`
struct UndefinedName: Rule {
  let page = RulePage(
    code: "DT1212", title: "A name in a value that nothing defines",
    problem: "A value takes in $name, and no parameter or line of main.cf has that name.",
    consequence: "It stands for nothing: the value has a hole, or is empty.",
    fix: "Correct the name, or define it in main.cf; write $$ for a dollar sign.",
    exceptions: "A name that a later file or program sets.",
    sources: ["postconf: undefined parameter", "run with Postfix 3.5 to 3.11"])

  func findings(on server: AuditedServer) -> [Finding] { server.diagnosed(["postfix.undefined-parameter"], .warning) }
}
