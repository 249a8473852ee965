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

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let level = server.postfix("smtpd_tls_security_level", in: listener.context), !level.isEmpty else {
        return nil
      }
      let use = server.postfix("smtpd_use_tls", in: listener.context)
      let enforce = server.postfix("smtpd_enforce_tls", in: listener.context)
      let switches = [use, enforce].compactMap { $0 }.filter(\.isWritten)
      let isStrict = level.text.lowercased() != "may" && level.text.lowercased() != "none"
      let wanted = enforce?.isYes == true ? "encrypt" : use?.isYes == true ? "may" : "none"
      guard let idle = switches.first, wanted != (isStrict ? "encrypt" : level.text.lowercased()) else { return nil }
      return server.finding(
        .note, "\(server.text(idle)) has no effect: \(server.text(level)) decides.", idle, at: listener,
        besides: [level])
    }
  }
}
