internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtp_tls_security_level = encrypt without relayhost`
struct TLSForEveryDestination: Rule {
  let page = RulePage(
    code: "DT0713", title: "Mail only goes to servers with TLS",
    problem: "The smtp client demands TLS, or even a verified certificate, of every server in the world.",
    consequence:
      "Mail for the others stays in the queue for days and comes back. With verify or secure that is most of them.",
    fix: "smtp_tls_security_level = may or dane, and smtp_tls_policy_maps for the partners that must be strict.",
    exceptions: "A server that sends only to known partners.",
    sources: ["TLS_README, Mandatory TLS encryption", "RFC 7435"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let level = server.postfix("smtp_tls_security_level"), level.isWritten,
      ["encrypt", "verify", "secure", "fingerprint", "dane-only"].contains(level.text.lowercased()),
      server.postfix("relayhost")?.isEmpty == true, server.postfix("sender_dependent_relayhost_maps")?.isEmpty == true,
      server.postfix("default_transport")?.text.lowercased() == "smtp",
      server.postfix("transport_maps")?.isEmpty == true
    else { return [] }
    return [
      server.finding(
        .warning, "\(server.text(level)) holds back mail for every server that cannot fulfil it.", level,
        fix: .set(level.name, of: .postfix, to: "may", isSafe: false))
    ]
  }
}
