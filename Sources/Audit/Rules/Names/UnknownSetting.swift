internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_min_protocl = TLSv1.2`
struct UnknownSetting: Rule {
  let page = RulePage(
    code: "DT1004", title: "A name that Dovecot does not know",
    problem: "A setting or section has a name that the installed Dovecot does not know at this place.",
    consequence: "Dovecot refuses the whole configuration: it does not start, and a reload keeps the old one.",
    fix: "Correct the name, move it to the block where it belongs, or remove the line.",
    exceptions: "A setting of a plugin that is not in the catalogue.",
    sources: ["doveconf -n of 2.3.13, 2.3.19.1, 2.4.1 and 2.4.5"])

  func findings(on server: AuditedServer) -> [Finding] {
    UnknownDovecotNames(server).all.filter { $0.otherLine == nil }.map {
      server.diagnosed($0.diagnostic, .error, advising: true)
    }
  }
}
