internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_use_tls = yes with smtpd_tls_security_level = none`
struct OldTLSSwitchesIdle: Rule {
  let page = RulePage(
    code: "DT0735", title: "An old switch of TLS has no effect",
    problem: "smtpd_use_tls or smtpd_enforce_tls is set, and smtpd_tls_security_level decides otherwise.",
    consequence: "Who reads the file believes the switch.",
    fix: "Remove the switch: Postfix 3.9 warns of its end.",
    exceptions: "None.",
    sources: ["postconf(5), smtpd_tls_security_level", "TLS_README"])

  /// Both as main.cf has them: that one service is stricter than the switch says is no fault.
  func findings(on server: AuditedServer) -> [Finding] {
    guard let level = server.postfix("smtpd_tls_security_level"), !level.isEmpty else { return [] }
    let use = server.postfix("smtpd_use_tls")
    let enforce = server.postfix("smtpd_enforce_tls")
    let kind = level.text.lowercased()
    let wanted = enforce?.isYes == true ? "encrypt" : use?.isYes == true ? "may" : "none"
    guard let idle = [use, enforce].compactMap({ $0 }).first(where: \.isWritten),
      wanted != (["may", "none"].contains(kind) ? kind : "encrypt")
    else { return [] }
    return [
      server.finding(
        .note, "\(server.text(idle)) has no effect: \(server.text(level)) decides.", idle, besides: [level])
    ]
  }
}
