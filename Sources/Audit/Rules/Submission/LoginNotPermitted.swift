internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_sasl_auth_enable = yes without permit_sasl_authenticated`
struct LoginNotPermitted: Rule {
  let page = RulePage(
    code: "DT0512", title: "A login helps nobody to send",
    problem: "On a listener for submission people can log in, but no list has permit_sasl_authenticated.",
    consequence: "Mail to other servers is refused with Relay access denied, after a right login.",
    fix: "Put permit_sasl_authenticated before reject_unauth_destination, in smtpd_relay_restrictions.",
    exceptions: "People send from mynetworks alone.",
    sources: ["SASL_README"])

  private static let permits: Set<String> = ["permit_sasl_authenticated", "check_sasl_access", "check_policy_service"]

  private func fix(_ stage: RestrictionStage, _ server: AuditedServer) -> Fix? {
    stage.elements.first { ["reject_unauth_destination", "defer_unauth_destination"].contains($0.name.lowercased()) }
      .map { server.fixLettingInLogins(stage, before: $0.name.lowercased()) }
  }

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard listener.kind == .submission, listener.logins.isOffered.is(true),
        let relay = RelayGuard.deciding(for: listener), relay.isGuarded,
        !relay.unguarded.contains(where: { Self.permits.contains($0.name.lowercased()) })
      else { return nil }
      return server.finding(
        .warning, "\(relay.stage.kind.rawValue) refuses to relay before a login counts.", relay.stage.value,
        at: listener, fix: server.isInMainCf(relay.stage) ? fix(relay.stage, server) : nil)
    }
  }
}
