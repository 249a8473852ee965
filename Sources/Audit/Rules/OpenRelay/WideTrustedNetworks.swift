internal import MailServer
internal import SettingsGraph
internal import SourceText

/// `mynetworks = 0.0.0.0/0`
struct WideTrustedNetworks: Rule {
  let page = RulePage(
    code: "DT0101", title: "mynetworks trusts strangers",
    problem: "mynetworks holds a network of strangers: everybody, or a public network wider than /24 (IPv6: /48).",
    consequence:
      "permit_mynetworks lets them send mail to anywhere without a login. Spammers find such a server in hours.",
    fix: "List the hosts that are yours, one by one or by their own network; let people log in on port 587 or 465.",
    exceptions: "A provider that relays for a public network of its own. Private and loopback networks are not told.",
    sources: ["postconf(5), mynetworks", "BASIC_CONFIGURATION_README, What clients to relay mail from"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard listener.stages.contains(where: { $0.contains("permit_mynetworks") }),
        let networks = server.postfix("mynetworks", in: listener.context), networks.isWritten
      else { return nil }
      let wide = TrustedNetworks(networks).members.filter(\.isTooWide)
      guard let first = wide.first else { return nil }
      let severity: Finding.Severity = wide.contains(where: \.isEverybody) ? .error : .warning
      return server.finding(
        severity, "mynetworks lets \(first.isEverybody ? "everybody" : first.text) relay without a login.", networks,
        at: listener)
    }
  }
}
