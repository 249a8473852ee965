internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_protocols = !SSLv3` with Dovecot 2.3
struct ObsoleteSetting: Rule {
  let page = RulePage(
    code: "DT1006", title: "A name of Dovecot 2.2",
    problem: "A setting or value has its name from Dovecot 2.2 or older, which 2.3 translates or drops with a warning.",
    consequence: "It works for now, unless a warning says that the line is dropped; 2.4 refuses the file.",
    fix: "Write the new name: doveconf -n prints it.", exceptions: "None.",
    sources: ["Dovecot documentation, Upgrading from 2.2 to 2.3", "doveconf -n of 2.3.19.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.diagnosed(["dovecot.obsolete-name"], .note) + server.diagnosed(["dovecot.obsolete-value"], .warning)
  }
}
