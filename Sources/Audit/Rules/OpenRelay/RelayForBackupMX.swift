internal import MailServer
internal import Postfix
internal import SettingsGraph
internal import SourceText

/// `smtpd_relay_restrictions = permit_mx_backup, reject_unauth_destination`
struct RelayForBackupMX: Rule {
  let page = RulePage(
    code: "DT0104", title: "Relaying for whoever names this server as MX",
    problem: "permit_mx_backup is used and permit_mx_backup_networks is empty.",
    consequence:
      "Whoever points an MX record at this server has it relay for his domain, spam runs included. Postfix calls the restriction deprecated.",
    fix:
      "List the domains in relay_domains, with their recipients in relay_recipient_maps, and remove permit_mx_backup.",
    exceptions: "None.",
    sources: ["postconf(5), permit_mx_backup"])

  func findings(on server: AuditedServer) -> [Finding] {
    server.listeners.mail.flatMap { listener -> [Finding] in
      guard server.postfix("permit_mx_backup_networks", in: listener.context)?.isEmpty == true else { return [] }
      return listener.stages.filter { $0.contains("permit_mx_backup") }.map { stage in
        server.finding(
          .warning, "permit_mx_backup in \(stage.kind.rawValue) relays for every domain that names this server as MX.",
          stage.value, at: listener)
      }
    }
  }
}
