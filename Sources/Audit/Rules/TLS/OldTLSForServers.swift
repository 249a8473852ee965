internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_protocols = !SSLv2, !SSLv3 on port 25`
struct OldTLSForServers: Rule {
  let page = RulePage(
    code: "DT0702", title: "Other servers may use TLS 1.0 or 1.1",
    problem: "Port 25 is told to take TLS 1.0 or 1.1.",
    consequence:
      "These versions are broken (RFC 8996), and who takes part in the connection can lead both sides down to them. Without TLS the mail would come in clear, which is worse.",
    fix: "Look into the log for `TLSv1 with cipher` first; where there is none, smtpd_tls_protocols = >=TLSv1.2.",
    exceptions: "Partners with servers from before 2012.",
    sources: ["RFC 8996", "RFC 7435", "postconf(5), smtpd_tls_protocols"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard listener.kind == .smtp, !listener.logins.isOffered.is(true),
        let floor = ProtocolFloor(of: listener, on: server), floor.value.isWritten, floor.admitsOldTLS,
        floor.unknownWords.isEmpty
      else { return nil }
      return server.finding(
        .note, "\(server.text(floor.value)) takes TLS 1.0 or 1.1 from other servers.", floor.value, at: listener,
        fix: server.fixOfFloor(floor.value))
    }
  }
}
