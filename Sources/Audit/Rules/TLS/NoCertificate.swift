internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_security_level = may without smtpd_tls_cert_file`
struct NoCertificate: Rule {
  let page = RulePage(
    code: "DT0717", title: "TLS is switched on without a certificate",
    problem: "A listener is told to use TLS, and no certificate is configured for it.",
    consequence:
      "Postfix logs No server certs available, TLS won't be enabled, and offers no STARTTLS; with wrapper mode nobody gets in.",
    fix: "Name a certificate and its key: smtpd_tls_chain_files from 3.4 on. On port 25 a self-signed one is enough.",
    exceptions: "Only anonymous ciphers are wanted: smtpd_tls_cert_file = none.",
    sources: ["TLS_README, Server-side certificate and private key", "run with Postfix 3.7.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let mode = listener.tls.fact, mode != .none, let cause = listener.tls.by.first, cause.isWritten,
        names.allSatisfy({ server.postfix($0, in: listener.context)?.isEmpty != false })
      else { return nil }
      return server.finding(.error, "\(server.text(cause)), and there is no certificate.", cause, at: listener)
    }
  }

  private let names = [
    "smtpd_tls_chain_files", "smtpd_tls_cert_file", "smtpd_tls_eccert_file", "smtpd_tls_dcert_file",
  ]
}
