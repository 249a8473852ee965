internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `smtpd_tls_protocols = >=TLSv1.3 on port 25`
struct NewestTLSForServers: Rule {
  let page = RulePage(
    code: "DT0704", title: "Other servers have to know TLS 1.3",
    problem: "Port 25 takes nothing below TLS 1.3, or no version at all.",
    consequence:
      "Servers that know only 1.2 send their mail in clear, or not at all. With no version left nobody gets TLS.",
    fix: "smtpd_tls_protocols = >=TLSv1.2.",
    exceptions: "A server that only takes mail of known partners.",
    sources: ["RFC 7435", "RFC 9325 section 3.1.1", "postconf(5), smtpd_tls_protocols"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let floor = ProtocolFloor(of: listener, on: server), floor.value.isWritten, floor.unknownWords.isEmpty
      else {
        return nil
      }
      if floor.versions.allSatisfy({ $0 < .tls1 }) {
        return server.finding(
          .error, "\(server.text(floor.value)) leaves no version of TLS.", floor.value, at: listener)
      }
      guard listener.kind == .smtp, listener.isPublic, floor.lowest == .tls1_3 else { return nil }
      return server.finding(
        .warning, "\(server.text(floor.value)) keeps servers that know only TLS 1.2 from encrypting.", floor.value,
        at: listener,
        // Who encrypts today goes on to: only more servers can.
        fix: server.fixOfFloor(floor.value, isSafe: true))
    }
  }
}
