internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `login_trusted_networks = 0.0.0.0/0`
struct StrangersCountAsSecured: Rule {
  let page = RulePage(
    code: "DT0808", title: "Strangers may say who they are",
    problem: "login_trusted_networks holds everybody, or a wide public network.",
    consequence:
      "Clients there may claim any address (ID, XCLIENT), which ends every limit for guessing and every ban, and their passwords are taken without TLS.",
    fix: "List the proxies and webmail servers alone.",
    exceptions: "None.",
    sources: ["Dovecot documentation, login_trusted_networks"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.network.filter { $0.daemon == .dovecot }.compactMap { listener in
      guard let networks = server.dovecot("login_trusted_networks", in: listener.context), networks.isWritten,
        !listener.exposure.is(.loopback), [.imap, .pop3, .submission, .sieve, .lmtp].contains(listener.kind)
      else { return nil }
      let wide = TrustedNetworks(networks).members.filter(\.isTooWide)
      guard let first = wide.first else { return nil }
      return server.finding(
        wide.contains(where: \.isEverybody) ? .error : .warning,
        "login_trusted_networks believes \(first.isEverybody ? "everybody" : first.text) any client address.", networks,
        at: listener)
    }
  }
}
