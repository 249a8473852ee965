internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtp_tls_security_level = none`
struct OutgoingMailInClear: Rule {
  let page = RulePage(
    code: "DT0711", title: "Mail goes out in clear",
    problem: "The smtp client of Postfix does not use TLS, even where the other side offers it.",
    consequence: "Every network on the way can read the mail; some providers mark it as insecure or refuse it.",
    fix: "smtp_tls_security_level = may, the default since Postfix 3.11; dane where the resolver validates DNSSEC.",
    exceptions: "All mail goes to a relay on the same machine, or through a VPN.",
    sources: ["RFC 7435", "TLS_README, SMTP client", "BSI TR-03108"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let postfix = server.postfix, postfix.services.contains(where: { $0.isEnabled && $0.command == "smtp" }),
      let level = server.postfix("smtp_tls_security_level"), ["", "none"].contains(level.text.lowercased()),
      let transport = server.postfix("default_transport"), transport.text.lowercased() == "smtp",
      !isOn("smtp_use_tls", server), !isOn("smtp_enforce_tls", server), sendsOut(server),
      server.postfix("smtp_tls_policy_maps")?.isEmpty != false, server.postfix("smtp_tls_per_site")?.isEmpty != false
    else { return [] }
    // Where only the default says so, the line that is missing belongs to main.cf.
    return [
      server.finding(
        .warning, "smtp_tls_security_level is \(level.isEmpty ? "empty" : level.text): mail goes out in clear.", level,
        fix: .set("smtp_tls_security_level", of: .postfix, to: "may", isSafe: true))
    ]
  }

  private func isOn(_ name: String, _ server: AuditedServer) -> Bool { server.postfix(name)?.isYes == true }

  /// A relay of the machine itself or of its own network may have no TLS.
  private func sendsOut(_ server: AuditedServer) -> Bool {
    guard let relay = server.postfix("relayhost"), !relay.isEmpty else { return true }
    let host = relay.text.drop { $0 == "[" }.prefix { $0 != "]" && $0 != ":" }.lowercased()
    return host != "localhost" && IPAddress(host[...]).map { $0.isLoopback || $0.isPrivate } != true
  }
}
