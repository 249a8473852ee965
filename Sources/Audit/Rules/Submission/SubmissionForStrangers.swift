internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `-o smtpd_relay_restrictions=permit_sasl_authenticated,reject_unauth_destination on port 587`
struct SubmissionForStrangers: Rule {
  let page = RulePage(
    code: "DT0502", title: "The submission port takes mail of strangers",
    problem:
      "On a listener for submission no list ends with reject: who has not logged in can write to the users of this server.",
    consequence: "Spam reaches the users past all the checks of port 25, with a forged sender from their own domain.",
    fix: "Give the service -o smtpd_relay_restrictions=permit_sasl_authenticated,reject.",
    exceptions: "None.",
    sources: ["RFC 6409 section 4.3", "run with Postfix 3.7.11"])

  private static let ends: Set<String> = ["reject", "defer"]

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard listener.kind == .submission, listener.logins.isOffered.is(true), !isClosed(listener),
        let relay = listener.stages.first(where: { $0.kind == .relay })
      else { return nil }
      return server.finding(
        .warning, "Who has not logged in can send mail to the users of this server.", relay.value, at: listener,
        fix: .set(
          relay.kind.rawValue, of: .postfix, to: "permit_sasl_authenticated,reject", service: listener.service,
          isSafe: false))
    }
  }

  private func isClosed(_ listener: Listener) -> Bool {
    listener.stages.contains { stage in
      [.client, .sender, .relay, .recipient].contains(stage.kind) && stage.firstIndex(ofAny: Self.ends) != nil
    }
  }
}
