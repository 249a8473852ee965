internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `relay_domains = example.net without relay_recipient_maps`
struct RelayWithoutRecipients: Rule {
  let page = RulePage(
    code: "DT0402", title: "Mail for a relay domain is taken for anybody",
    problem: "relay_domains has domains, relay_recipient_maps is empty, and no restriction verifies the recipient.",
    consequence:
      "Mail to mailboxes that the next server does not have is taken and bounced, to senders that are forged: the server sends backscatter and comes onto block lists.",
    fix: "List the recipients in relay_recipient_maps, or use reject_unverified_recipient.",
    exceptions: "The next server takes every address.",
    sources: ["ADDRESS_VERIFICATION_README", "BACKSCATTER_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard let domains = server.addressClasses[.relay]?.value, domains.isWritten, !domains.isEmpty,
      hasOwnDomains(server)
    else { return [] }
    return server.listeners.mail.compactMap { listener in
      guard listener.isPublic, listener.kind == .smtp,
        server.postfix("relay_recipient_maps", in: listener.context)?.isEmpty == true,
        !listener.stages.contains(where: \.mayCheckRecipients)
      else { return nil }
      return server.finding(
        .warning, "Mail for relay_domains is taken whatever the recipient: relay_recipient_maps is empty.", domains,
        at: listener)
    }
  }

  /// `relay_domains = $mydestination` adds nothing that is relayed.
  private func hasOwnDomains(_ server: AuditedServer) -> Bool {
    guard let relay = server.addressClasses[.relay] else { return false }
    let local = server.addressClasses[.local]?.domains ?? []
    return !relay.domains.subtracting(local).isEmpty || !relay.unreadTables.isEmpty
  }
}
