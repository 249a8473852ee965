internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `submission without reject_sender_login_mismatch`
struct AnyLoginAnySender: Rule {
  let page = RulePage(
    code: "DT0508", title: "Who logs in may write as anybody",
    problem: "On a listener for submission no rule binds the sender address to the login.",
    consequence: "One stolen password sends mail as every user of the server, the director too.",
    fix:
      "Fill smtpd_sender_login_maps and add reject_authenticated_sender_login_mismatch before permit_sasl_authenticated.",
    exceptions: "A server with one user, or where people share addresses.",
    sources: ["postconf(5), smtpd_sender_login_maps"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard listener.kind == .submission, listener.logins.isOffered.is(true), !listener.exposure.is(.loopback),
        !listener.stages.contains(where: { binds($0) }), let maps = server.postfix("smtpd_sender_login_maps")
      else { return nil }
      return server.finding(.note, "Who logs in may send as any user.", maps, at: listener)
    }
  }

  /// A check of the sender by a table or policy may do the same in its own way.
  private func binds(_ stage: RestrictionStage) -> Bool {
    stage.elements.contains { element in
      let name = element.name.lowercased()
      return name.hasSuffix("sender_login_mismatch") || name == "check_policy_service" || name == "check_sasl_access"
    }
  }
}
