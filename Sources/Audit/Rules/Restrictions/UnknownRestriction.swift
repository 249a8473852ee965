internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_client_restrictions = reject_unknow_client`
struct UnknownRestriction: Rule {
  let page = RulePage(
    code: "DT0201", title: "A restriction that smtpd does not know",
    problem: "A word in a restriction list is no restriction, class or table, or a check has no table behind it.",
    consequence:
      "smtpd answers 451 4.3.5 Server configuration error to every client that gets as far as the word: mail is deferred, for days.",
    fix:
      "Correct the word, or write behind a check what it needs; a restriction that a version has dropped has another name now.",
    exceptions: "None.",
    sources: ["run with Postfix 3.7.11 and 3.10.13", "postconf(5)"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      listener.stages.flatMap { stage in
        stage.elements.compactMap { element -> Finding? in
          guard stage.kind != .etrn, let fault = fault(of: element, server) else { return nil }
          let effect = fault.consequence == .programEnds ? "smtpd does not start" : "mail is deferred"
          return server.finding(
            .error, "\(element.name) in \(stage.kind.rawValue): \(fault.explanation), so that \(effect).", stage.value,
            at: listener)
        }
      }
    }
  }

  /// What keeps mail from being taken: an element that is only passed over does not.
  private func fault(of element: RestrictionElement, _ server: AuditedServer) -> RestrictionFault? {
    guard let version = server.postfix?.version.version, !element.name.hasPrefix("$"),
      let fault = element.fault(in: version), fault.consequence != .passedOver
    else { return nil }
    return fault
  }
}
