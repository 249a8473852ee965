internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `reject_rbl_client list.dsbl.org`
struct ClosedBlockList: Rule {
  let page = RulePage(
    code: "DT0209", title: "A block list that exists no more",
    problem: "A restriction or postscreen asks a block list whose operators have closed it.",
    consequence:
      "At best each connection waits for a time-out. Some closed lists have answered that every address is listed, and all mail was refused.",
    fix: "Remove it.",
    exceptions: "None.",
    sources: ["RFC 6471 section 3.4", "announcements of the operators"])

  /// Zones that their operators have closed for good; a name below one of them is closed too.
  private static let closed = [
    "ordb.org", "njabl.org", "dsbl.org", "ahbl.org", "spamcannibal.org", "blitzed.org", "sorbs.net", "easynet.nl",
    "ix.dnsbl.manitu.net", "mail-abuse.org",
  ]

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      let asked = listener.stages.flatMap { stage in
        stage.elements.filter { Self.asksList($0) }.compactMap { element in element.argument.map { ($0, stage.value) } }
      }
      let sites = server.postfix("postscreen_dnsbl_sites", in: Context(service: listener.service))
      let screened = listener.service == listener.context.service ? [] : sites?.words.map { ($0, sites) } ?? []
      return (asked.map { ($0.0, Optional($0.1)) } + screened).compactMap { text, value in
        guard let value, let zone = Self.closedZone(text) else { return nil }
        return server.finding(.warning, "The block list \(zone) is closed.", value, at: listener)
      }
    }
  }

  private static func asksList(_ element: RestrictionElement) -> Bool {
    let name = element.name.lowercased()
    return name.hasPrefix("reject_rbl") || name.hasPrefix("reject_rhsbl")
  }

  /// `zone`, `zone=127.0.0.2`, `zone*3`
  private static func closedZone(_ text: String) -> String? {
    let zone = text.prefix { $0 != "=" && $0 != "*" }.lowercased()
    return closed.contains { zone == $0 || zone.hasSuffix(".\($0)") } ? zone : nil
  }
}
