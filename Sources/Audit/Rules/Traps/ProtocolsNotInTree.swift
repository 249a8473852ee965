internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `!include_try /usr/share/dovecot/protocols.d/*.protocol` in a copy of /etc alone
struct ProtocolsNotInTree: Rule {
  let page = RulePage(
    code: "DT1220", title: "What Dovecot offers stands outside of this tree",
    problem: "Debian's packages set protocols in /usr/share/dovecot/protocols.d, and the tree has no such directory.",
    consequence: "Dovecot's listeners are not known and none of them was audited. A server without it offers none.",
    fix: "Copy the directory as well, or set protocols in dovecot.conf.",
    exceptions: "A server that offers nothing itself, such as one for authentication only.",
    sources: ["doveconf -n of Debian's 2.3.19.1 and 2.4.1"])

  func findings(on server: AuditedServer) -> [Finding] { server.diagnosed(["dovecot.packaged-protocols"], .warning) }
}
