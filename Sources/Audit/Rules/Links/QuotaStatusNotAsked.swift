internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `service quota-status { … } without check_policy_service`
struct QuotaStatusNotAsked: Rule {
  let page = RulePage(
    code: "DT0612", title: "Dovecot would tell who is over quota, and nobody asks",
    problem: "Dovecot runs quota-status, and no restriction of Postfix asks it.",
    consequence: "Mail for full mailboxes is taken and bounced later, to senders that may be forged.",
    fix: "Add check_policy_service with the address of the listener to smtpd_recipient_restrictions.",
    exceptions: "Another machine asks it.",
    sources: ["Dovecot documentation, quota-status service"])

  func findings(on server: AuditedServer) -> [Finding] {
    guard server.postfix != nil else { return [] }
    let asked = server.links.of(.policy)
    let isAsked = asked.contains { $0.listener?.kind == .policy }
    return server.everyListener.open.filter { $0.kind == .policy && $0.span != nil }.prefix(1).compactMap {
      listener in
      guard !isAsked else { return nil }
      return Finding(
        .note, "Dovecot's quota-status listens at \(listener.place), and no restriction asks it.",
        at: [server.place(listener)])
    }
  }
}
