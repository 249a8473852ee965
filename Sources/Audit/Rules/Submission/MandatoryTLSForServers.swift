internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_security_level = encrypt on port 25`
struct MandatoryTLSForServers: Rule {
  let page = RulePage(
    code: "DT0507", title: "Servers without TLS are refused",
    problem: "Port 25 takes mail only inside TLS.",
    consequence: "RFC 3207 forbids that for a public server: mail of those without TLS, or with an old one, is lost.",
    fix: "Set smtpd_tls_security_level = may in main.cf, and encrypt with -o at the submission services.",
    exceptions: "A server that only takes mail of known partners.",
    sources: ["RFC 3207 section 4"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.onPort(25).compactMap { listener in
      guard listener.daemon == .postfix, listener.isPublic, listener.tls.is(.required),
        let cause = listener.tls.by.first
      else { return nil }
      return server.finding(
        .warning, "\(server.text(cause)) refuses mail of servers without TLS.", cause, at: listener,
        fix: fix(cause, server))
    }
  }

  /// `may` for port 25, and what it has now for the services where people log in and that have it from the same line.
  private func fix(_ cause: EffectiveValue, _ server: AuditedServer) -> Fix {
    let level = "smtpd_tls_security_level"
    let sharing = server.everyListener.mail.filter { other in
      other.kind == .submission && server.postfix(level, in: other.context)?.decidedBy == cause.decidedBy
    }
    return Fix(
      [.set(.postfix, setting: level, value: "may", service: nil)]
        + sharing.map { .set(.postfix, setting: level, value: "encrypt", service: $0.service) }, isSafe: false)
  }
}
