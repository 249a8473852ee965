internal import MailServer
internal import Postfix
internal import ServerTree
internal import SettingsGraph
internal import SourceText

/// `relay_domains = static:ALL`
struct EveryDomainIsOurs: Rule {
  let page = RulePage(
    code: "DT0106", title: "relay_domains holds every domain",
    problem:
      "A table in relay_domains, virtual_mailbox_domains, virtual_alias_domains or mydestination answers for domains that nobody has.",
    consequence:
      "Every destination counts as ours: reject_unauth_destination refuses nothing, and the server is an open relay.",
    fix: "List the domains by name, or narrow the pattern.",
    exceptions: "A server that only its own network reaches.",
    sources: ["ADDRESS_CLASS_README", "SMTPD_ACCESS_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.listeners.mail.contains(where: { !$0.exposure.is(.loopback) }) else { return [] }
    return server.addressClasses.members.compactMap { members in
      let table = members.unreadTables.first { word in
        guard case .found = server.open(word)?.table.answer(to: Self.stranger) else { return false }
        return true
      }
      return table.map { server.finding(.error, "\($0) in \(members.value.name) holds every domain.", members.value) }
    }
  }

  private static let stranger = Array("no-such-domain.invalid".utf8)
}
