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
      let inLists = listener.stages.flatMap { stage in
        stage.elements.filter { Self.asksList($0) }.compactMap { element in
          finding(element.argument, stage.value, listener, server) { fix(stage, element.name, $0, server) }
        }
      }
      guard listener.service != listener.context.service,
        let sites = server.postfix("postscreen_dnsbl_sites", in: Context(service: listener.service))
      else { return inLists }
      return inLists + sites.words.compactMap { finding($0, sites, listener, server) { _ in nil } }
    }
  }

  private func finding(
    _ text: String?, _ value: EffectiveValue, _ listener: Listener, _ server: AuditedServer, fix: (String) -> Fix?
  ) -> Finding? {
    guard let text, let zone = Self.closedZone(text) else { return nil }
    return server.finding(.warning, "The block list \(zone) is closed.", value, at: listener, fix: fix(text))
  }

  /// A list that answers nobody refuses nobody.
  private func fix(_ stage: RestrictionStage, _ name: String, _ zone: String, _ server: AuditedServer) -> Fix? {
    guard server.isInMainCf(stage) else { return nil }
    return Fix(
      [.removeElement(parameter: stage.kind.rawValue, element: "\(name.lowercased()) \(zone)")], isSafe: true)
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
