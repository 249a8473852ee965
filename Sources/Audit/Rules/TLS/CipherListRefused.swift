internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_cipher_list = HGIH:!aNULL`
struct CipherListRefused: Rule {
  let page = RulePage(
    code: "DT0736", title: "OpenSSL refuses the cipher list",
    problem: "The cipher list selects no suite, or has a command or character that OpenSSL does not know.",
    consequence:
      "There is no TLS at the listener: each connection ends at its beginning. Unknown words alone are passed over in silence.",
    fix: "Remove the list, or try it with `openssl ciphers -v 'LIST'`.",
    exceptions: "Another TLS library with words of its own.",
    sources: ["openssl-ciphers(1)", "run with OpenSSL 1.1.1, 3.0 and 3.5"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.writtenCiphers(at: server.listeners.network).filter(\.offered.isRefused).map { written in
      server.finding(
        .error, "\(server.text(written.cause)) is no cipher list that OpenSSL takes: there is no TLS.", written.cause,
        at: written.listener)
    }
  }
}
