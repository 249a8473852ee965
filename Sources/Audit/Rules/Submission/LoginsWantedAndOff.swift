internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `-o smtpd_client_restrictions=permit_sasl_authenticated,reject without smtpd_sasl_auth_enable=yes`
struct LoginsWantedAndOff: Rule {
  let page = RulePage(
    code: "DT0513", title: "A port for logins without logins",
    problem: "A list lets in only who has logged in, and smtpd_sasl_auth_enable is no for this service.",
    consequence: "AUTH is not offered, and everybody is refused.",
    fix: "Give the service -o smtpd_sasl_auth_enable=yes.",
    exceptions: "Clients come from mynetworks, which the same list permits.",
    sources: ["SASL_README"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.compactMap { listener in
      guard let enable = server.postfix("smtpd_sasl_auth_enable", in: listener.context), !enable.isYes,
        let stage = listener.stages.first(where: { letsInLoginsAlone($0) })
      else { return nil }
      return server.finding(
        .error, "\(stage.kind.rawValue) lets in only who has logged in, and \(server.text(enable)).", stage.value,
        at: listener, besides: enable.isWritten ? [enable] : [],
        fix: .set(
          "smtpd_sasl_auth_enable", of: .postfix, to: "yes", service: listener.service, isSafe: false))
    }
  }

  private func letsInLoginsAlone(_ stage: RestrictionStage) -> Bool {
    guard [.client, .sender, .relay, .recipient].contains(stage.kind),
      let end = stage.firstIndex(ofAny: ["reject", "defer"]),
      stage.firstIndex(ofAny: ["permit_sasl_authenticated"]) != nil
    else { return false }
    return stage.elements[..<end].allSatisfy { $0.name.lowercased() == "permit_sasl_authenticated" }
  }
}
