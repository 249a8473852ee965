internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_auth_only = yes with smtpd_tls_security_level = none`
struct NobodyCanLogIn: Rule {
  let page = RulePage(
    code: "DT0510", title: "Logins are switched on and never offered",
    problem: "A listener is told to take logins inside TLS only, and offers no TLS.",
    consequence: "Postfix answers 503 to AUTH, Dovecot LOGINDISABLED: nobody can log in.",
    fix: "Switch TLS on: smtpd_tls_security_level = may, or ssl = yes, with a certificate.",
    exceptions: "A server where only programs of the machine itself log in.",
    sources: ["run with Postfix 3.7.11 and Dovecot 2.3.19.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.network.compactMap { listener in
      guard listener.tls.is(.none), !listener.exposure.is(.loopback), listener.logins.isOffered.is(false),
        let cause = cause(listener, server)
      else { return nil }
      return server.finding(
        .error, "\(server.text(cause)), and TLS is off: nobody can log in.", cause, at: listener,
        besides: listener.tls.by.filter(\.isWritten))
    }
  }

  /// The setting that keeps passwords out of clear text; nil where logins are not wanted at all.
  private func cause(_ listener: Listener, _ server: AuditedServer) -> EffectiveValue? {
    if listener.daemon == .postfix {
      guard server.postfix("smtpd_sasl_auth_enable", in: listener.context)?.isYes == true else { return nil }
      return server.postfix("smtpd_tls_auth_only", in: listener.context)
    }
    guard [.imap, .pop3, .submission, .sieve].contains(listener.kind) else { return nil }
    let name = server.hasDovecot2_4() ? "auth_allow_cleartext" : "disable_plaintext_auth"
    return server.dovecot(name, in: listener.context)
  }
}
