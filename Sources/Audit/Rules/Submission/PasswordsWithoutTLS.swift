internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_auth_only = no`, `disable_plaintext_auth = no`
struct PasswordsWithoutTLS: Rule {
  let page = RulePage(
    code: "DT0501", title: "Passwords are accepted without TLS",
    problem: "A listener takes logins that show the password, on a connection that is not encrypted.",
    consequence:
      "Whoever sees the packets has the account: on every open wireless network, and at every router between.",
    fix:
      "Postfix: smtpd_tls_auth_only = yes. Dovecot: ssl = required. Clients without TLS stop working: look at the logs for them first.",
    exceptions: "A network that is encrypted otherwise, such as a VPN; say so with a comment `# dovetrail:ignore`.",
    sources: ["RFC 8314", "RFC 4954 section 4", "run with Dovecot 2.3.19.1 and 2.4.1, Postfix 3.7.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.logins.compactMap { listener in
      guard listener.logins.plaintextBeforeTLS.is(true), !listener.exposure.is(.loopback),
        let cause = listener.logins.plaintextBeforeTLS.by.first
      else { return nil }
      return server.finding(
        .error, "\(server.text(cause)) lets clients send passwords without TLS.", cause, at: listener,
        besides: cause.isWritten ? [] : listener.logins.isOffered.by.filter(\.isWritten), fix: fix(listener))
    }
  }

  private func fix(_ listener: Listener) -> Fix {
    listener.daemon == .postfix
      ? .set("smtpd_tls_auth_only", of: .postfix, to: "yes", isSafe: false)
      : .set("ssl", of: .dovecot, to: "required", isSafe: false)
  }
}
