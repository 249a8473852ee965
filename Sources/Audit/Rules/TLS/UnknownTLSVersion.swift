internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `ssl_min_protocol = TLS1.2, smtpd_tls_protocols = >=1.2`
struct UnknownTLSVersion: Rule {
  let page = RulePage(
    code: "DT0703", title: "A TLS version that the program does not know",
    problem: "The list or floor of TLS versions has a word that is no version.",
    consequence:
      "Postfix switches TLS off for the whole service, Dovecot refuses every TLS connection. Neither postconf nor doveconf complains.",
    fix: "Write TLSv1.2 or TLSv1.3, with >= before it in Postfix (3.6 and later).",
    exceptions: "None.",
    sources: ["postconf(5), smtpd_tls_protocols", "run with Postfix 3.7.11 and Dovecot 2.3.19.1"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.network.compactMap { listener in
      guard let floor = ProtocolFloor(of: listener, on: server), floor.value.isWritten,
        let word = floor.unknownWords.first
      else { return nil }
      return server.finding(
        .error, "\(word) in \(floor.value.name) is no version of TLS: there is no TLS at all.", floor.value,
        at: listener)
    }
  }
}
