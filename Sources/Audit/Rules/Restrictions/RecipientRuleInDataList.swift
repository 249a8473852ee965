internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_data_restrictions = check_recipient_access hash:/etc/postfix/recipients`
struct RecipientRuleInDataList: Rule {
  let page = RulePage(
    code: "DT0211", title: "A rule about recipients where there may be many",
    problem:
      "A rule that decides by the recipient stands in smtpd_data_restrictions or smtpd_end_of_data_restrictions.",
    consequence: "With more than one recipient there is none to decide by, and the rule does nothing.",
    fix: "Move it to smtpd_recipient_restrictions.",
    exceptions: "None.",
    sources: ["postconf(5), smtpd_data_restrictions", "run with Postfix 3.7.11"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      listener.stages.filter { [.data, .endOfData].contains($0.kind) }.flatMap { stage in
        stage.elements.compactMap { element -> Finding? in
          guard case .builtIn(let restriction) = element.kind, restriction.subject == .recipient,
            restriction.effect != .permit, element.name.lowercased() != "reject_multi_recipient_bounce"
          else { return nil }
          return server.finding(
            .warning, "\(element.name) in \(stage.kind.rawValue) does nothing for mail to several recipients.",
            stage.value,
            at: listener)
        }
      }
    }
  }
}
