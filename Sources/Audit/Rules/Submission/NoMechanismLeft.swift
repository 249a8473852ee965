internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_security_options = noplaintext with auth_mechanisms = plain login`
struct NoMechanismLeft: Rule {
  let page = RulePage(
    code: "DT0511", title: "The options leave no way to log in",
    problem: "smtpd forbids mechanisms that show the password, and Dovecot offers only such.",
    consequence: "smtpd ends with fatal: no SASL authentication mechanisms, and the port is dead, inside TLS too.",
    fix: "Set smtpd_sasl_tls_security_options = noanonymous; inside TLS a password is safe.",
    exceptions: "None.",
    sources: ["SASL_README", "run with Postfix 3.7.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard listener.logins.mechanisms.fact?.isEmpty == true,
        server.postfix("smtpd_sasl_auth_enable", in: listener.context)?.isYes == true,
        let options = server.postfix("smtpd_sasl_tls_security_options", in: listener.context)
      else { return nil }
      let written = options.isWritten ? options : server.postfix("smtpd_sasl_security_options", in: listener.context)
      return server.finding(
        .error, "Dovecot offers no mechanism that \(server.text(options)) leaves.", written ?? options, at: listener,
        besides: listener.logins.mechanisms.by.filter { $0.daemon != .postfix && $0.isWritten },
        fix: .set(options.name, of: .postfix, to: "noanonymous", isSafe: true))
    }
  }
}
