internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `check_client_access static:OK, reject_unauth_destination`
struct RelayForAnyKey: Rule {
  let page = RulePage(
    code: "DT0103", title: "Relaying is granted to whatever is asked",
    problem: "Before relaying is refused, an access table answers OK to every client or address.",
    consequence:
      "The server is an open relay: anybody sends mail to anywhere through it, and it is on the block lists within a day.",
    fix: "Remove the check, narrow the table to your own clients, or move it behind reject_unauth_destination.",
    exceptions: "None, where the listener can be reached by strangers.",
    sources: ["SMTPD_ACCESS_README", "run with Postfix 3.7.11"])

  private static let checks: Set<String> = ["check_client_access", "check_recipient_access"]

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      guard let relay = RelayGuard.deciding(for: listener) else { return [] }
      return relay.unguarded.compactMap { element in
        guard let table = table(element), AccessAnswer(of: table, in: server).permitsAnybody else { return nil }
        return server.finding(
          .error, "\(table) answers OK to everybody before relaying is refused in \(relay.stage.kind.rawValue).",
          relay.stage.value, at: listener)
      }
    }
  }

  /// A bare `type:name` in these lists is a check of the recipient.
  private func table(_ element: RestrictionElement) -> String? {
    if element.kind == .table { return element.name }
    return Self.checks.contains(element.name.lowercased()) ? element.argument : nil
  }
}
