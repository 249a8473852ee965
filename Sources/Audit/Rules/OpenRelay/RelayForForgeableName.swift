internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `check_sender_access hash:/etc/postfix/friends, reject_unauth_destination`
struct RelayForForgeableName: Rule {
  let page = RulePage(
    code: "DT0102", title: "Relaying is granted by a name that anybody can claim",
    problem: "Before relaying is refused, a table of sender addresses or HELO names can answer OK.",
    consequence: "Sender and HELO are free text: whoever writes one of the listed names sends mail to anywhere.",
    fix: "Move the check behind reject_unauth_destination, or let these senders log in.",
    exceptions: "None, where the listener can be reached by strangers.",
    sources: ["SMTPD_ACCESS_README, Dangerous use of smtpd_recipient_restrictions", "run with Postfix 3.7.11"])

  private static let forgeable: Set<String> = ["check_sender_access", "check_helo_access"]

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      guard let relay = RelayGuard.deciding(for: listener) else { return [] }
      return relay.unguarded.compactMap { element in
        guard Self.forgeable.contains(element.name.lowercased()), let table = element.argument else { return nil }
        let answer = AccessAnswer(of: table, in: server)
        guard answer.permitsAnybody || answer.permitsSomebody == true else { return nil }
        return server.finding(
          .error, "\(element.name) \(table) can answer OK before relaying is refused in \(relay.stage.kind.rawValue).",
          relay.stage.value, at: listener)
      }
    }
  }
}
