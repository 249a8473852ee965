internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_cipher_list = DEFAULT:@SECLEVEL=0`
struct SecurityLevelLowered: Rule {
  let page = RulePage(
    code: "DT0707", title: "OpenSSL is told to accept anything",
    problem: "A cipher list of Dovecot has @SECLEVEL=0 for all clients.",
    consequence: "OpenSSL then takes TLS 1.0, SHA-1 signatures, and keys that can be broken, from everybody.",
    fix: "Put the list into a remote or local block of the old clients, and take @SECLEVEL=0 out of the global one.",
    exceptions: "Old clients whose addresses are not known.",
    sources: ["SSL_CTX_set_security_level(3)", "run with Dovecot 2.3.19.1 and OpenSSL 3.0"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.network.compactMap { listener in
      guard listener.daemon == .dovecot, let mode = listener.tls.fact, mode != .none, mode != .local,
        let ciphers = server.dovecot("ssl_cipher_list", in: listener.context), ciphers.isWritten,
        ciphers.text.contains("@SECLEVEL=0")
      else { return nil }
      return server.finding(
        .warning, "ssl_cipher_list sets OpenSSL's security level to 0 for every client.", ciphers, at: listener)
    }
  }
}
