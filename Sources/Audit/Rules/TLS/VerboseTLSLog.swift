internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_loglevel = 3`
struct VerboseTLSLog: Rule {
  let page = RulePage(
    code: "DT0734", title: "TLS is logged byte by byte",
    problem: "The log level of TLS is 2 or more, which is for the search of faults.",
    consequence: "The log grows fast; from level 3 on it holds what was sent.",
    fix: "Set it to 1, a line for each connection.",
    exceptions: "While you look for a fault.",
    sources: ["postconf(5), smtpd_tls_loglevel"])

  func findings(on server: AuditedServer) -> [Finding] {
    ["smtpd_tls_loglevel", "smtp_tls_loglevel"].flatMap { name -> [Finding] in
      let contexts = name.hasPrefix("smtpd_") ? server.listeners.mail.map(\.context) : [Context()]
      return contexts.compactMap { context in
        guard let level = server.postfix(name, in: context), let number = Int(level.text), number > 1 else {
          return nil
        }
        return server.finding(
          number > 2 ? .warning : .note, "\(server.text(level)) is for the search of faults.", level,
          fix: .set(name, of: .postfix, to: "1", isSafe: true))
      }
    }
  }
}
