internal import Dovecot
internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `haproxy_trusted_networks = 0.0.0.0/0`
struct StrangersMaySpeakAsProxy: Rule {
  let page = RulePage(
    code: "DT0809", title: "Strangers may speak the PROXY protocol",
    problem: "haproxy_trusted_networks holds everybody, or a wide public network, and a listener has haproxy = yes.",
    consequence:
      "Who connects there says which address he has, and whether TLS was on: limits and bans do not count for him.",
    fix: "List the addresses of the proxies alone.",
    exceptions: "None.",
    sources: ["Dovecot documentation, HAProxy"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let networks = server.dovecot("haproxy_trusted_networks"), networks.isWritten else { return [] }
    let wide = TrustedNetworks(networks).members.filter(\.isTooWide)
    guard let first = wide.first else { return [] }
    return server.listeners.network.filter { $0.daemon == .dovecot && isForProxies($0, server) }.map {
      server.finding(
        wide.contains(where: \.isEverybody) ? .error : .warning,
        "haproxy_trusted_networks believes \(first.isEverybody ? "everybody" : first.text) any client address.",
        networks,
        at: $0)
    }
  }

  private func isForProxies(_ listener: Listener, _ server: AuditedServer) -> Bool {
    let name = server.hasDovecot2_4() ? "inet_listener_haproxy" : "haproxy"
    let path = "service/\(listener.service)/inet_listener/\(listener.name)/\(name)"
    return server.dovecot(path)?.isYes == true
  }
}
