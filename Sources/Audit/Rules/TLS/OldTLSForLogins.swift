internal import Dovecot
internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `ssl_min_protocol = TLSv1`, `smtpd_tls_mandatory_protocols = >=TLSv1` on port 587
struct OldTLSForLogins: Rule {
  let page = RulePage(
    code: "DT0701", title: "Logins over TLS 1.0 or 1.1",
    problem: "A listener where people log in is told to take TLS 1.0 or 1.1.",
    consequence: "These versions are broken and forbidden (RFC 8996); an attacker can lead a client down to them.",
    fix: "Dovecot: ssl_min_protocol = TLSv1.2. Postfix: >=TLSv1.2. Programs from before 2013 may stop working.",
    exceptions:
      "Clients that know nothing newer. Give them a listener or address of their own, and say so in a comment.",
    sources: ["RFC 8996", "RFC 8997", "postconf(5)"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.logins.compactMap { listener in
      guard !listener.tls.is(.none), let floor = floor(listener, server), floor.isWritten, admitsOldTLS(floor) else {
        return nil
      }
      let isInForce = listener.daemon == .postfix || lowersSecurityLevel(listener, server)
      return server.finding(
        isInForce ? .warning : .note, "\(server.text(floor)) asks for TLS 1.0 or 1.1 for logins.", floor, at: listener,
        fix: server.fixOfFloor(floor))
    }
  }

  private func floor(_ listener: Listener, _ server: AuditedServer) -> EffectiveValue? {
    guard listener.daemon == .postfix else { return server.dovecot("ssl_min_protocol", in: listener.context) }
    let isMandatory = listener.tls.is(.required) || listener.tls.is(.implicit)
    return server.postfix(isMandatory ? "smtpd_tls_mandatory_protocols" : "smtpd_tls_protocols", in: listener.context)
  }

  /// With OpenSSL 3 nothing below 1.2 works in Dovecot unless the cipher list lowers the level (run, 2.3.19.1); Postfix
  /// lowers it by itself.
  private func lowersSecurityLevel(_ listener: Listener, _ server: AuditedServer) -> Bool {
    server.dovecot("ssl_cipher_list", in: listener.context)?.text.contains("@SECLEVEL=0") ?? false
  }

  /// `TLSv1`, `ANY`, `>=TLSv1.1`, and exclusions that do not name both old versions.
  private func admitsOldTLS(_ floor: EffectiveValue) -> Bool {
    let words = floor.words.flatMap { $0.split(separator: ":") }.map { $0.lowercased() }
    guard let first = words.first else { return true }
    let old: Set<String> = ["any", "sslv3", "tlsv1", "tlsv1.0", "tlsv1.1"]
    if floor.name == "ssl_min_protocol" { return old.contains(first) }
    if let bound = words.first(where: { $0.hasPrefix(">=") })?.dropFirst(2) { return old.contains(String(bound)) }
    if words.contains(where: { !$0.hasPrefix("!") }) { return words.contains { old.contains($0) } }
    return !words.contains("!tlsv1") || !words.contains("!tlsv1.1")
  }
}
