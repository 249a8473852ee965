internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_eecdh_grade = none`
struct ForwardSecrecyOff: Rule {
  let page = RulePage(
    code: "DT0733", title: "Recorded mail can be read later",
    problem: "Key exchange with elliptic curves is switched off for smtpd.",
    consequence: "Clients without DHE use the server's key itself; who records the connection and gets the key later reads all of it.",
    fix: "Remove smtpd_tls_eecdh_grade; auto is the default.",
    exceptions: "None.",
    sources: ["RFC 9325 section 4.1", "FORWARD_SECRECY_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let mode = listener.tls.fact, mode != .none,
        let grade = server.postfix("smtpd_tls_eecdh_grade", in: listener.context), grade.text.lowercased() == "none"
      else { return nil }
      return server.finding(
        .warning, "\(server.text(grade)) switches off forward secrecy for most clients.", grade, at: listener,
        fix: .set("smtpd_tls_eecdh_grade", of: .postfix, to: "auto", isSafe: true))
    }
  }
}
