internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_relay_restrictions = permit_mynetworks, permit`
struct NothingRefusesRelaying: Rule {
  let page = RulePage(
    code: "DT0105", title: "smtpd does not start: nothing refuses relaying",
    problem:
      "Neither smtpd_relay_restrictions nor smtpd_recipient_restrictions has a working reject_unauth_destination, defer_unauth_destination, reject, defer or defer_if_permit before a permit.",
    consequence:
      "smtpd ends with a fatal error as soon as a client connects: the port accepts connections and never answers.",
    fix: "Put reject_unauth_destination behind the permits of smtpd_relay_restrictions.",
    exceptions: "None. An element behind warn_if_reject does not count.",
    sources: ["run with Postfix 3.7.11: specify at least one working instance of", "smtpd_check.c"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      let lists = listener.stages.filter { $0.kind == .relay || $0.kind == .recipient }
      guard lists.count == 2, !lists.contains(where: { RelayGuard($0).isGuarded }) else { return nil }
      let values = lists.map(\.value)
      guard let cause = values.first(where: \.isWritten) ?? values.first else { return nil }
      return server.finding(
        .error, "smtpd does not start: nothing in its relay and recipient lists refuses mail to other servers.", cause,
        at: listener, besides: values.filter { $0.isWritten && $0.name != cause.name })
    }
  }
}
